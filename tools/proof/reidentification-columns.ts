import type { Mark } from "./reidentification-marks.ts";

/** Numbers for texts, the same for all days: what is compared 10⁸ times must be small. */
export class Numbering {
  readonly #numbers = new Map<string, number>();

  of(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  get size(): number {
    return this.#numbers.size;
  }
}

/** No weak form. */
export const none = -1;

/** One field of all records of a day; see `Mark`. */
export interface Column {
  readonly value: Int32Array;
  readonly laterA: Int32Array;
  readonly laterB: Int32Array;
  readonly weak: Int32Array;
  readonly state: Int32Array;
}

/** All fields of all records of a day in one view. */
export type DayColumns = Map<string, Column>;

/** Texts to numbers, and the situations of each field to small ones. */
export class Vocabulary {
  readonly texts = new Numbering();
  readonly #states = new Map<string, Numbering>();

  statesOf(field: string): Numbering {
    const known = this.#states.get(field);
    if (known) return known;
    const states = new Numbering();
    // Of a record that lacks the field.
    states.of("");
    this.#states.set(field, states);
    return states;
  }
}

/** The value of a record that lacks the field. */
export const absent = -2;

export const emptyColumn = (records: number): Column => ({
  value: new Int32Array(records).fill(absent),
  laterA: new Int32Array(records).fill(absent),
  laterB: new Int32Array(records).fill(absent),
  weak: new Int32Array(records).fill(none),
  state: new Int32Array(records),
});

/** Enters one record's mark of one field. */
export const enterMark = (column: Column, index: number, mark: Mark, { texts, states }: MarkNumbers): void => {
  const value = texts.of(mark.value);
  column.value[index] = value;
  column.laterA[index] = mark.later ? texts.of(mark.later[0]) : value;
  column.laterB[index] = mark.later ? texts.of(mark.later[1]) : value;
  column.weak[index] = mark.weak === undefined ? none : texts.of(mark.weak);
  column.state[index] = states.of(mark.state ?? "");
};

interface MarkNumbers {
  readonly texts: Numbering;
  readonly states: Numbering;
}

/** Number at a position that exists by construction. */
export const at = (numbers: Int32Array | Float64Array, index: number): number => numbers[index] ?? 0;
