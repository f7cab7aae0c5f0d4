/** One reproducible sequence of draws. */
export interface RandomStream {
  /** At least 0, below 1. */
  fraction(): number;
  /** A whole number, at least 0, below `limit`. */
  below(limit: number): number;
  chance(probability: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** The pairs are [item, weight]; weights are relative to one another. */
  weighted<Item>(choices: readonly (readonly [Item, number])[]): Item;
}

/**
 * The stream that belongs to a seed and a path of keys (index, purpose, day ...). The same seed and path give the same
 * draws, and a new purpose never shifts the draws of the others.
 */
export function randomStream(seed: number, ...path: readonly (number | string)[]): RandomStream {
  const fraction = sfc32(hashPath(seed, path));
  const below = (limit: number): number => Math.floor(fraction() * limit);
  return {
    fraction,
    below,
    chance: (probability) => fraction() < probability,
    pick: (items) => itemAt(items, below(items.length)),
    weighted: (choices) => {
      let remaining = fraction() * choices.reduce((sum, [, weight]) => sum + weight, 0);
      for (const [item, weight] of choices) {
        remaining -= weight;
        if (remaining < 0) return item;
      }
      return itemAt(choices, choices.length - 1)[0];
    },
  };
}

function itemAt<Item>(items: readonly Item[], position: number): Item {
  const item = items[position];
  if (item === undefined) throw new Error("nothing to choose from");
  return item;
}

type State = [number, number, number, number];

/** Four FNV-1a-like lanes with different multipliers: neighbouring indices must not give neighbouring fleets. */
function hashPath(seed: number, path: readonly (number | string)[]): State {
  const state: State = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b, 0xc2b2ae35];
  mix(state, seed);
  for (const key of path) {
    if (typeof key === "number") mix(state, key);
    else for (let position = 0; position < key.length; position++) mix(state, key.charCodeAt(position));
    mix(state, 0x2f);
  }
  return state;
}

function mix(state: State, value: number): void {
  state[0] = Math.imul(state[0] ^ value, 0x01000193);
  state[1] = Math.imul(state[1] ^ state[0] ^ (value >>> 16), 0x85ebca6b);
  state[2] = Math.imul(state[2] ^ (state[1] >>> 13), 0xc2b2ae35);
  state[3] = Math.imul(state[3] ^ (state[2] >>> 16), 0x27d4eb2f);
}

/** sfc32 of PractRand (public domain): fast, 128 bits of state, good enough for a synthetic fleet, not for secrets. */
function sfc32([a, b, c, d]: State): () => number {
  const next = (): number => {
    const sum = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    return (sum >>> 0) / 0x1_0000_0000;
  };
  for (let round = 0; round < 12; round++) next();
  return next;
}
