/** Milliseconds of one UTC day; the simulator knows no other day. */
export const DAY_MS = 86_400_000;

/** How one maker's XML library prints instants and dates; all of it is legal xsd:dateTime and xsd:date. */
export interface DateHabit {
  readonly dateTime: "milliseconds-utc" | "seconds-utc" | "seconds-offset";
  readonly dateZone: "" | "Z" | "+01:00";
}

/** Days since 1970-01-01, UTC. */
export function dayOf(instantMs: number): number {
  return Math.floor(instantMs / DAY_MS);
}

/** xsd:dateTime of an instant in milliseconds since 1970; an instant that no Date can hold throws. */
export function dateTimeText(instantMs: number, habit: DateHabit): string {
  if (habit.dateTime === "milliseconds-utc") return new Date(instantMs).toISOString();
  if (habit.dateTime === "seconds-utc") return `${new Date(instantMs).toISOString().slice(0, 19)}Z`;
  // Always CET: such devices do not know summer time, and a reader must go by the offset anyway.
  return `${new Date(instantMs + 3_600_000).toISOString().slice(0, 19)}+01:00`;
}

/** xsd:date of a day since 1970, with the time zone that the maker writes. */
export function dateText(day: number, habit: DateHabit): string {
  return `${isoDay(day)}${habit.dateZone}`;
}

/** YYYYMMDD, as in the common name of a gSMC-K certificate (gemSpec_PKI). */
export function compactDay(day: number): string {
  return isoDay(day).replaceAll("-", "");
}

function isoDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}
