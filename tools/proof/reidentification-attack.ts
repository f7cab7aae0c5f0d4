import { type Classes, groupRecords } from "./reidentification-classes.ts";
import { type Column, at, none } from "./reidentification-columns.ts";
import { type ComparedField, type FieldModel, addEvidence, learnField, startScores } from "./reidentification-model.ts";

/** The fields an attack sees, and those of them by which it looks up candidates: none means all are. */
export interface Evidence {
  readonly fields: readonly ComparedField[];
  readonly keys: readonly (readonly ComparedField[])[];
}

/** Who could be whom: for each class of the earlier day the plausible ones of the later day and their weights. */
interface Plausible {
  readonly earlier: Classes;
  readonly later: Classes;
  /** Where the candidates of class i begin; one more at the end. */
  readonly starts: Int32Array;
  readonly candidates: Int32Array;
  readonly weights: Float64Array;
}

/** e⁻²⁰ as likely as the best one: not worth keeping. */
const leastLogWeight = -20;
const balancingRounds = 3;
/** Equal up to the rounding of sums. */
const tieTolerance = 1e-9;

/**
 * The attack on two following days: scores candidates by weighted agreement (Fellegi and Sunter 1969), then balances the
 * weights by the knowledge that each later record belongs to one device only. Result by device: the chance that the
 * attacker names the right record; a tie among g equal ones counts 1/g.
 */
export const matchDays = ({ fields, keys }: Evidence, records: number): Float64Array => {
  const plausible = weighCandidates(
    {
      earlier: groupRecords(
        fields.map(({ from }) => from.value),
        records,
      ),
      later: groupRecords(
        fields.map(({ to }) => to.value),
        records,
      ),
    },
    fields.map(learnField),
    keys,
  );
  for (let round = 0; round < balancingRounds; round += 1) balance(plausible);
  const { earlier, later } = plausible;
  const best = earlier.first.map((_, group) => bestCandidates(plausible, group));
  return Float64Array.from({ length: records }, (_, record) => {
    const named = best[at(earlier.classOf, record)];
    return named?.groups.has(at(later.classOf, record)) === true ? 1 / named.records : 0;
  });
};

const weighCandidates = (
  { earlier, later }: Pick<Plausible, "earlier" | "later">,
  models: readonly FieldModel[],
  keys: readonly (readonly ComparedField[])[],
): Plausible => {
  const lookUps = keys.map((key) => lookUpBy(key, later));
  const everybody = Int32Array.from(later.first.keys());
  const begin = startScores(models, later.first);
  const starts = new Int32Array(earlier.first.length + 1);
  const candidates: number[] = [];
  const weights: number[] = [];
  for (const [group, record] of earlier.first.entries()) {
    const found = keys.length === 0 ? everybody : union(lookUps.map((lookUp) => lookUp(record)));
    const scores = Float64Array.from(found, (candidate) => at(begin, candidate));
    const records = found.map((candidate) => later.first[candidate] ?? 0);
    for (const model of models) addEvidence(model, record, records, scores);
    const best = scores.reduce((highest, score) => Math.max(highest, score), -Infinity);
    for (let position = 0; position < found.length; position += 1) {
      const logWeight = at(scores, position) - best;
      if (logWeight < leastLogWeight) continue;
      candidates.push(at(found, position));
      weights.push(Math.exp(logWeight));
    }
    starts[group + 1] = candidates.length;
  }
  return { earlier, later, starts, candidates: Int32Array.from(candidates), weights: Float64Array.from(weights) };
};

/** Later classes that agree in all fields of a key: the index that saves comparing everything with everything. */
const lookUpBy = (key: readonly ComparedField[], later: Classes): ((record: number) => readonly number[]) => {
  const textOf = (columns: readonly Column[], record: number): string =>
    columns.map((column) => comparableForm(column, record)).join();
  const [from, to] = [key.map((field) => field.from), key.map((field) => field.to)];
  const postings = Map.groupBy(later.first.keys(), (group) => textOf(to, later.first[group] ?? 0));
  return (record) => postings.get(textOf(from, record)) ?? [];
};

const comparableForm = ({ weak, value }: Column, record: number): number =>
  at(weak, record) === none ? at(value, record) : at(weak, record);

const union = (lists: readonly (readonly number[])[]): Int32Array => {
  const filled = lists.filter((list) => list.length > 0);
  return Int32Array.from(filled.length === 1 ? (filled[0] ?? []) : new Set(filled.flat())).sort();
};

/** One round of Sinkhorn's balancing: weights of each later record, then of each earlier one, sum to 1. */
const balance = ({ earlier, later, starts, candidates, weights }: Plausible): void => {
  const sums = new Float64Array(later.first.length);
  for (const [group, size] of earlier.size.entries()) {
    for (let cell = at(starts, group); cell < at(starts, group + 1); cell += 1) {
      const candidate = at(candidates, cell);
      sums[candidate] = at(sums, candidate) + size * at(weights, cell);
    }
  }
  for (const group of earlier.first.keys()) {
    let sum = 0;
    for (let cell = at(starts, group); cell < at(starts, group + 1); cell += 1) {
      const candidate = at(candidates, cell);
      weights[cell] = at(weights, cell) / at(sums, candidate);
      sum += (later.size[candidate] ?? 0) * at(weights, cell);
    }
    for (let cell = at(starts, group); cell < at(starts, group + 1); cell += 1) {
      weights[cell] = at(weights, cell) / sum;
    }
  }
};

/** The later classes with the greatest weight, and how many records they have together. */
const bestCandidates = ({ later, starts, candidates, weights }: Plausible, group: number) => {
  const [start, end] = [at(starts, group), at(starts, group + 1)];
  const best = weights.subarray(start, end).reduce((highest, weight) => Math.max(highest, weight), 0);
  const groups = new Set<number>();
  let records = 0;
  for (let cell = start; cell < end; cell += 1) {
    if (at(weights, cell) < best * (1 - tieTolerance)) continue;
    groups.add(at(candidates, cell));
    records += later.size[at(candidates, cell)] ?? 0;
  }
  return { groups, records };
};
