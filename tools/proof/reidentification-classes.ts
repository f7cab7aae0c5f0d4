import { at } from "./reidentification-columns.ts";

/** Records of a day that read the same in all fields an attack sees: it cannot tell them apart, so they count as one. */
export interface Classes {
  /** By record. */
  readonly classOf: Int32Array;
  /** By class: its first record, which stands for it, and how many records it has. */
  readonly first: readonly number[];
  readonly size: readonly number[];
}

/** Groups records by their values; on one day a value determines its mark's other forms, too. */
export const groupRecords = (fields: readonly Int32Array[], records: number): Classes => {
  const classOf = new Int32Array(records);
  let classes = Math.min(1, records);
  for (const values of fields) {
    if (classes === records) break;
    classes = refine(classOf, values);
  }
  const first: number[] = [];
  const size: number[] = [];
  for (let record = 0; record < records; record += 1) {
    const group = at(classOf, record);
    first[group] ??= record;
    size[group] = (size[group] ?? 0) + 1;
  }
  return { classOf, first, size };
};

/** Splits classes by one more field, in place; returns their number. */
const refine = (classOf: Int32Array, values: Int32Array): number => {
  const numbers = new Map<number, number>();
  for (let record = 0; record < classOf.length; record += 1) {
    // Both are below 2²⁶ by far; values begin at −2.
    const pair = (at(values, record) + 2) * 2 ** 26 + at(classOf, record);
    const known = numbers.get(pair);
    if (known === undefined) numbers.set(pair, numbers.size);
    classOf[record] = known ?? numbers.size - 1;
  }
  return numbers.size;
};
