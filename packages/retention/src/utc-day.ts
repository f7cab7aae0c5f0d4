const dayMs = 86_400_000;

/** The UTC day of an instant, YYYY-MM-DD. All days in this system are UTC days. */
export const utcDay = (instant: Date): string => instant.toISOString().slice(0, 10);

/** The day so many days later (earlier, if negative). */
export const addDays = (day: string, days: number): string =>
  utcDay(new Date(Date.parse(`${day}T00:00:00Z`) + days * dayMs));

/** Whole days from one UTC day to another; negative if `to` lies before `from`. */
export const daysBetween = (from: string, to: string): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
