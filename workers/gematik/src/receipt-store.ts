import type { ReceiptsPage } from "@lagebild/protocol";
import { tenantCode } from "./dictionary-store.ts";
import { dayNumber } from "./record-row.ts";
import { rejectionsOf } from "./rejection-store.ts";

const pageSize = 5_000;

/** A page of what is held of a tenant's day, after a recordId. */
export const readReceipts = async (
  database: D1Database,
  asked: { readonly tenant: string; readonly day: string; readonly after: string },
): Promise<ReceiptsPage> => {
  const tenant = (await tenantCode(database, asked.tenant)) ?? -1;
  const day = dayNumber(asked.day);
  const [items, stored, rejected] = await Promise.all([
    database
      .prepare(
        `SELECT record_id AS recordId, revision FROM receipt WHERE day = ? AND tenant = ? AND record_id > ?
         ORDER BY record_id LIMIT ${pageSize}`,
      )
      .bind(day, tenant, asked.after)
      .all<{ recordId: string; revision: number }>(),
    database
      .prepare("SELECT count(*) AS stored FROM receipt WHERE day = ? AND tenant = ?")
      .bind(day, tenant)
      .first<number>("stored"),
    rejectionsOf(database, { tenant: asked.tenant, day: asked.day }),
  ]);
  const last = items.results.length === pageSize ? items.results.at(-1) : undefined;
  return {
    day: asked.day,
    items: items.results,
    stored: stored ?? 0,
    rejected: [...rejected],
    ...(last ? { nextCursor: btoa(last.recordId) } : {}),
  };
};

/** The recordId that a cursor stands for, or undefined if it is none of ours. */
export const readCursor = (cursor: string): string | undefined => {
  const decoded = /^[A-Za-z0-9+/=]{1,100}$/.test(cursor) ? decode(cursor) : "";
  return /^[0-9a-f]{32}$/.test(decoded) ? decoded : undefined;
};

const decode = (cursor: string): string => {
  try {
    return atob(cursor);
  } catch {
    // atob has no other way to say that the text is not Base64.
    return "";
  }
};

/** Records received of each tenant's day, by the tenant's name. */
export const countReceipts = async (
  database: D1Database,
  day: string,
): Promise<readonly { tenant: string; count: number }[]> => {
  const { results } = await database
    .prepare(
      `SELECT dictionary.value AS tenant, count(*) AS count FROM receipt JOIN dictionary ON dictionary.code = receipt.tenant
       WHERE day = ? GROUP BY dictionary.value`,
    )
    .bind(dayNumber(day))
    .all<{ tenant: string; count: number }>();
  return results;
};
