import { Worker } from "node:worker_threads";
import { type AttackName, attacks } from "./reidentification-attacks.ts";
import { at } from "./reidentification-columns.ts";
import type { DayRange, GroupShares, MatchedDays } from "./reidentification-days.ts";
import type { View } from "./reidentification-marks.ts";
import type { WorkerMessage } from "./reidentification-worker.ts";

export interface ReidentificationOptions {
  /** At least 2. */
  readonly devices: number;
  /** Consecutive days, at least 2. */
  readonly days: number;
  readonly seed: number;
}

export interface Reidentification extends ReidentificationOptions {
  readonly seconds: number;
  readonly attacks: ReadonlyMap<AttackName, AttackResult>;
  /** Mean over the days. */
  readonly uniqueness: Readonly<Record<View, GroupShares>>;
}

export interface AttackResult {
  /** Share of records whose successor the attacker names rightly, mean over all pairs of days. */
  readonly hitRate: number;
  readonly lowest: number;
  readonly highest: number;
  /** Share of devices that he follows through all days without one error. */
  readonly followed: number;
}

/**
 * How well records of one day can be matched with those of the next by their content alone (issue 3, 7d): before
 * coarsening, as sent, and with fields left out. The same options give the same figures.
 */
export const proveReidentification = async (
  options: ReidentificationOptions,
  progress: (done: number, total: number) => void,
): Promise<Reidentification> => {
  const started = performance.now();
  const ranges = splitDays(options);
  const total = ranges.reduce((sum, { from, to }) => sum + (to - from + 1) * options.devices, 0);
  let done = 0;
  const count = (records: number): void => {
    done += records;
    progress(done, total);
  };
  const workers = ranges.map(
    (range) => new Worker(new URL("reidentification-worker.ts", import.meta.url), { workerData: range }),
  );
  try {
    const parts = await Promise.all(workers.map((worker) => matchedBy(worker, count)));
    return {
      ...options,
      seconds: (performance.now() - started) / 1_000,
      attacks: new Map(attacks.map(({ name }) => [name, attackResult(name, parts, options.devices)])),
      uniqueness: { exact: meanShares("exact", parts), sent: meanShares("sent", parts) },
    };
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
};

/** Two ranges, for two cores; the day between them is built twice, because a pair needs both its days. */
const splitDays = ({ devices, days, seed }: ReidentificationOptions): DayRange[] => {
  const last = days - 1;
  const middle = Math.ceil(last / 2);
  const ranges = [
    { devices, seed, from: 0, to: middle },
    { devices, seed, from: middle, to: last },
  ];
  return ranges.filter(({ from, to }) => to > from);
};

const matchedBy = (worker: Worker, count: (records: number) => void): Promise<MatchedDays> =>
  new Promise((resolve, reject) => {
    worker.on("message", (message: WorkerMessage) => {
      if (message.kind === "progress") count(message.records);
      else resolve(message.matched);
    });
    worker.once("error", reject);
    worker.once("exit", () => reject(new Error("the worker ended without a result")));
  });

const attackResult = (name: AttackName, parts: readonly MatchedDays[], devices: number): AttackResult => {
  const attacked = parts.map((part) => part.attacks.get(name)).filter((part) => part !== undefined);
  const rates = attacked.flatMap((part) => part.rates);
  let followed = 0;
  for (let device = 0; device < devices; device += 1) {
    followed += attacked.reduce((chance, part) => chance * at(part.followed, device), 1);
  }
  return {
    hitRate: mean(rates),
    lowest: Math.min(...rates),
    highest: Math.max(...rates),
    followed: followed / devices,
  };
};

const meanShares = (view: View, parts: readonly MatchedDays[]): GroupShares => {
  const shares = parts.flatMap((part) => part.uniqueness[view]);
  return {
    alone: mean(shares.map(({ alone }) => alone)),
    belowFive: mean(shares.map(({ belowFive }) => belowFive)),
  };
};

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
