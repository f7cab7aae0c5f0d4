import { dayNumber } from "./record-row.ts";

/** Why a message was not stored. Nothing else of it is kept. */
export type RejectionReason = "schema" | "too-old" | "day-ahead" | "dead-schema" | "dead-replayed";

/** Counts refused messages of a tenant on the day of refusal. */
export const countRejections = async (
  database: D1Database,
  rejected: { readonly tenant: string; readonly day: string },
  counts: ReadonlyMap<RejectionReason, number>,
): Promise<void> => {
  if (counts.size === 0) return;
  await database.batch(
    [...counts].map(([reason, count]) =>
      database
        .prepare(
          `INSERT INTO rejection (day, tenant, reason, count) VALUES (?, ?, ?, ?)
           ON CONFLICT (day, tenant, reason) DO UPDATE SET count = count + excluded.count`,
        )
        .bind(dayNumber(rejected.day), rejected.tenant, reason, count),
    ),
  );
};

export const rejectionsOf = async (
  database: D1Database,
  asked: { readonly tenant: string; readonly day: string },
): Promise<readonly { reason: string; count: number }[]> => {
  const { results } = await database
    .prepare("SELECT reason, count FROM rejection WHERE day = ? AND tenant = ? ORDER BY reason")
    .bind(dayNumber(asked.day), asked.tenant)
    .all<{ reason: string; count: number }>();
  return results;
};

/** All that was refused and not yet expired, by tenant and reason. */
export const sumRejections = async (
  database: D1Database,
): Promise<readonly { tenant: string; reason: string; count: number }[]> => {
  const { results } = await database
    .prepare(
      "SELECT tenant, reason, sum(count) AS count FROM rejection GROUP BY tenant, reason ORDER BY tenant, reason",
    )
    .all<{ tenant: string; reason: string; count: number }>();
  return results;
};
