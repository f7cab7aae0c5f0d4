const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const exactEndDays = 60;

/**
 * An instant made too coarse to recognise a device by (design 4): its hour if it is at most 48 h older than `at`, its
 * day if at most 7 days, else the Monday of its week. All in UTC; the result is an instant again.
 */
export const coarsenInstant = (instant: string, at: Date): string => {
  const time = Date.parse(instant);
  const age = at.getTime() - time;
  if (age <= 48 * hourMs) return toInstant(time - (((time % hourMs) + hourMs) % hourMs));
  return toInstant(age <= 7 * dayMs ? startOfDay(time) : startOfWeek(time));
};

/** The end of a certificate's validity: exact if it is over or at most 60 days ahead, else the last day of its month. */
export const coarsenEnd = (end: string, at: Date): string => {
  const time = Date.parse(`${end}T00:00:00Z`);
  if (time - startOfDay(at.getTime()) <= exactEndDays * dayMs) return end;
  const day = new Date(time);
  return toInstant(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).slice(0, 10);
};

/** An instant to the minute, for the times of trust lists, which are the same for the whole country. */
export const toMinute = (instant: string): string => `${instant.slice(0, 16)}:00Z`;

const startOfDay = (time: number): number => time - (((time % dayMs) + dayMs) % dayMs);

const startOfWeek = (time: number): number => {
  const daysSinceMonday = (new Date(time).getUTCDay() + 6) % 7;
  return startOfDay(time) - daysSinceMonday * dayMs;
};

const toInstant = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
