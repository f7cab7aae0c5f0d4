import { type Column, absent, at, none } from "./reidentification-columns.ts";

/** One field on two following days; position i is the same device on both, which only `learnField` makes use of. */
export interface ComparedField {
  readonly from: Column;
  readonly to: Column;
  /** Number of situations the field can be in. */
  readonly states: number;
}

/** What an agreement or a difference in one field says for or against "the same device": natural log of a ratio. */
export interface FieldModel extends ComparedField {
  /** By state before. */
  readonly same: Float64Array;
  /** By state before and after. */
  readonly weak: Float64Array;
  readonly changed: Float64Array;
  /** By record of the later day: how rare its value, its weak form is that day. */
  readonly rarity: Float64Array;
  readonly weakRarity: Float64Array;
}

/** Adds half a case of "almost certainly unchanged", so that nothing is impossible. */
const priorCases = 0.5;
const priorChange = 0.05;

/**
 * How often the field stays, stays weakly, or changes into what, by the situation it was in. Taken from the true pairs:
 * the attacker is given rates that a real one would have to learn from devices he knows, so that we rather overrate him.
 */
export const learnField = (field: ComparedField): FieldModel => {
  const { from, to, states } = field;
  const records = from.value.length;
  const counts = countPairs(field);
  const share = new Float64Array(states);
  for (const state of to.state) share[state] = at(share, state) + 1 / records;
  const model: FieldModel = {
    ...field,
    same: new Float64Array(states),
    weak: new Float64Array(states * states),
    changed: new Float64Array(states * states),
    rarity: rarities(to.value),
    weakRarity: rarities(to.weak),
  };
  for (let before = 0; before < states; before += 1) {
    const cases = at(counts.before, before) + priorCases;
    model.same[before] = Math.log((at(counts.same, before) + priorCases * (1 - 2 * priorChange)) / cases);
    for (let after = 0; after < states; after += 1) {
      const cell = before * states + after;
      // A state that no record of the later day is in is never looked up.
      const expected = Math.max(at(share, after), 1 / records);
      const prior = priorCases * priorChange * expected;
      model.weak[cell] = Math.log((at(counts.weak, cell) + prior) / cases / expected);
      model.changed[cell] = Math.log((at(counts.changed, cell) + prior) / cases / expected);
    }
  }
  return model;
};

type Agreement = "same" | "weak" | "changed";

const agreementOf = ({ from, to }: ComparedField, earlier: number, later: number): Agreement => {
  const value = at(to.value, later);
  if (value === at(from.value, earlier) || value === at(from.laterA, earlier) || value === at(from.laterB, earlier)) {
    return "same";
  }
  const weak = at(from.weak, earlier);
  return weak !== none && weak === at(to.weak, later) ? "weak" : "changed";
};

const countPairs = (field: ComparedField) => {
  const { from, to, states } = field;
  const before = new Float64Array(states);
  const counted = {
    same: new Float64Array(states),
    weak: new Float64Array(states * states),
    changed: new Float64Array(states * states),
  };
  for (let index = 0; index < from.value.length; index += 1) {
    const state = at(from.state, index);
    before[state] = at(before, state) + 1;
    const agreement = agreementOf(field, index, index);
    const cell = agreement === "same" ? state : state * states + at(to.state, index);
    counted[agreement][cell] = at(counted[agreement], cell) + 1;
  }
  return { before, ...counted };
};

/** −ln of the share of records that have the same value. */
const rarities = (values: Int32Array): Float64Array => {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return Float64Array.from(values, (value) => -Math.log((counts.get(value) ?? 0) / values.length));
};

/** What all fields say of each of the later records, by position, if an earlier record lacked them all. */
export const startScores = (models: readonly FieldModel[], later: readonly number[]): Float64Array =>
  Float64Array.from(later, (record) => models.reduce((sum, model) => sum + evidenceIfAbsent(model, record), 0));

const evidenceIfAbsent = ({ to, same, changed, rarity }: FieldModel, later: number): number =>
  at(to.value, later) === absent ? at(same, 0) + at(rarity, later) : at(changed, at(to.state, later));

/** Corrects `scores` by what the field says of one earlier record and each later one; most conditions are absent. */
export const addEvidence = (model: FieldModel, earlier: number, later: Int32Array, scores: Float64Array): void => {
  const { from, to, states } = model;
  const value = at(from.value, earlier);
  if (value === absent) return;
  const laterA = at(from.laterA, earlier);
  const laterB = at(from.laterB, earlier);
  const weak = at(from.weak, earlier);
  const state = at(from.state, earlier);
  for (let position = 0; position < later.length; position += 1) {
    const record = at(later, position);
    const seen = at(to.value, record);
    let evidence = -evidenceIfAbsent(model, record);
    if (seen === value || seen === laterA || seen === laterB)
      evidence += at(model.same, state) + at(model.rarity, record);
    else if (weak !== none && weak === at(to.weak, record)) {
      evidence += at(model.weak, state * states + at(to.state, record)) + at(model.weakRarity, record);
    } else evidence += at(model.changed, state * states + at(to.state, record));
    scores[position] = at(scores, position) + evidence;
  }
};
