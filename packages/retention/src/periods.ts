import { addDays } from "./utc-day.ts";

/**
 * How many days after its UTC day a row is gone. Cloudflare keeps deleted rows of D1 restorable for 30 days, which the
 * periods of `projection` (12 + 30 = 42) and `record` (58 + 30 < the shortest three months) count in (design 5).
 */
const periods = {
  /** Operating columns at the provider: 6 weeks less 30 days (concept 4.1). */
  projection: 12,
  /** Operating records at gematik: 3 months less 30 days (concept 4.1). */
  record: 58,
  /** recordIds at gematik: kept while a record of that day may still arrive, which is 14 days back and not more. */
  receipt: 15,
  /** A record that could not be handed over: dropped together with gematik's readiness to take it. */
  outbox: 15,
} as const;

export type Store = keyof typeof periods;

/** The oldest UTC day whose rows may still exist on the day `today`; everything before it is overdue. */
export const firstKeptDay = (store: Store, today: string): string => addDays(today, 1 - periods[store]);

/** The instant at which the rows of a UTC day become overdue. */
export const overdueFrom = (store: Store, day: string): Date => new Date(`${addDays(day, periods[store])}T00:00:00Z`);

const reportPeriodMs = 42 * 86_400_000;

/** When a report in a contract's object expires: 42 times 24 hours after its receipt (concept 4.1: 6 weeks). */
export const reportExpiresAt = (receivedAt: Date): Date => new Date(receivedAt.getTime() + reportPeriodMs);

/** Reports received at this instant or before are overdue. */
export const reportsOverdueUntil = (now: Date): Date => new Date(now.getTime() - reportPeriodMs);
