export { type Store, firstKeptDay, overdueFrom, reportExpiresAt, reportsOverdueUntil } from "./periods.ts";
export { addDays, daysBetween, utcDay } from "./utc-day.ts";
