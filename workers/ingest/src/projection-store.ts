import type { ReceiptsPage } from "@lagebild/protocol";

/** A record as the provider's D1 knows it: which object holds it and what was sent of it. */
export interface ExpectedRecord {
  readonly day: string;
  readonly recordId: string;
  readonly objectName: string;
  readonly revision: number;
  /** Milliseconds; null while the object waits to send it. */
  readonly sentAt: number | null;
}

// An attempt that ends after one of a later revision says nothing about that one.
const upsert = `INSERT INTO projection (day, record_id, object_name, revision, sent_at) VALUES (?, ?, ?, ?, ?)
  ON CONFLICT (day, record_id) DO UPDATE SET revision = excluded.revision, sent_at = excluded.sent_at
  WHERE excluded.revision >= revision`;

/**
 * Writes a record into the expected set, before it is sent. `late` means that its day is reconciled already: then it
 * is also watched as unconfirmed, in the same transaction, so that reconciliation cannot miss it.
 */
export const expectRecord = async (
  database: D1Database,
  record: ExpectedRecord & { readonly sentAt: number },
): Promise<"expected" | "late"> => {
  const { day, recordId, objectName, revision, sentAt } = record;
  const [, watched] = await database.batch([
    database.prepare(upsert).bind(day, recordId, objectName, revision, sentAt),
    database
      .prepare(
        `INSERT INTO unconfirmed (day, record_id, object_name, revision, resent_at)
         SELECT ?, ?, ?, ?, ? FROM forwarding WHERE confirmed_through >= ?
         ON CONFLICT (day, record_id) DO UPDATE SET revision = excluded.revision, resent_at = excluded.resent_at`,
      )
      .bind(day, recordId, objectName, revision, sentAt, day),
  ]);
  return (watched?.meta.changes ?? 0) > 0 ? "late" : "expected";
};

/** Writes that gematik has a record: it has answered for it. */
export const markConfirmed = async (
  database: D1Database,
  { day, recordId, objectName, revision, sentAt }: ExpectedRecord & { readonly sentAt: number },
): Promise<void> => {
  await database.prepare(upsert).bind(day, recordId, objectName, revision, sentAt).run();
};

/** Writes that a record waits at its object. */
export const markUnsent = async (database: D1Database, record: Omit<ExpectedRecord, "sentAt">): Promise<void> => {
  await database.prepare(upsert).bind(record.day, record.recordId, record.objectName, record.revision, null).run();
};

/** The last day that is reconciled as a whole, or undefined before the first. */
export const confirmedThrough = async (database: D1Database): Promise<string | undefined> =>
  (await database.prepare("SELECT confirmed_through FROM forwarding").first<string>("confirmed_through")) ?? undefined;

export const firstExpectedDay = async (database: D1Database): Promise<string | undefined> =>
  (await database.prepare("SELECT min(day) AS day FROM projection").first<string>("day")) ?? undefined;

/** A page of a day's expected records in ascending order of recordId. */
export const expectedRecords = async (
  database: D1Database,
  page: { readonly day: string; readonly after: string; readonly limit: number },
): Promise<ExpectedRecord[]> => {
  const { results } = await database
    .prepare(
      `SELECT day, record_id AS recordId, object_name AS objectName, revision, sent_at AS sentAt FROM projection
       WHERE day = ? AND record_id > ? ORDER BY record_id LIMIT ?`,
    )
    .bind(page.day, page.after, page.limit)
    .all<ExpectedRecord>();
  return results;
};

/** A page of a day's records that gematik has answered for, in the form of its receipts; the cursor is a recordId. */
export const confirmedRecords = async (
  database: D1Database,
  page: { readonly day: string; readonly after: string; readonly limit: number },
): Promise<ReceiptsPage> => {
  const records = await expectedRecords(database, page);
  const last = records.length === page.limit ? records.at(-1) : undefined;
  const items = records.filter(({ sentAt }) => sentAt !== null);
  return {
    day: page.day,
    items: items.map(({ recordId, revision }) => ({ recordId, revision })),
    stored: items.length,
    rejected: [],
    ...(last === undefined ? {} : { nextCursor: last.recordId }),
  };
};

/**
 * Declares a day reconciled, unless its expected set has changed since it was read: number of records and sum of their
 * revisions must still be the same. Gives whether it was done.
 */
export const confirmDay = async (
  database: D1Database,
  seen: { readonly day: string; readonly records: number; readonly revisions: number },
): Promise<boolean> => {
  const { meta } = await database
    .prepare(
      `INSERT INTO forwarding (id, confirmed_through)
       SELECT 1, ?1 FROM (SELECT count(*) AS records, coalesce(sum(revision), 0) AS revisions FROM projection WHERE day = ?1)
       WHERE records = ?2 AND revisions = ?3
       ON CONFLICT (id) DO UPDATE SET confirmed_through = max(confirmed_through, excluded.confirmed_through)`,
    )
    .bind(seen.day, seen.records, seen.revisions)
    .run();
  return meta.changes > 0;
};

/** A record that gematik did not have. */
export interface UnconfirmedRecord {
  readonly day: string;
  readonly recordId: string;
  readonly objectName: string;
  readonly revision: number;
  readonly resentAt: number;
}

export const unconfirmedRecords = async (database: D1Database): Promise<UnconfirmedRecord[]> => {
  const { results } = await database
    .prepare(
      `SELECT day, record_id AS recordId, object_name AS objectName, revision, resent_at AS resentAt FROM unconfirmed
       ORDER BY day, record_id LIMIT 10000`,
    )
    .all<UnconfirmedRecord>();
  return results;
};

export const watchUnconfirmed = async (database: D1Database, record: UnconfirmedRecord): Promise<void> => {
  await database
    .prepare(
      `INSERT INTO unconfirmed (day, record_id, object_name, revision, resent_at) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT (day, record_id) DO UPDATE SET revision = excluded.revision, resent_at = excluded.resent_at`,
    )
    .bind(record.day, record.recordId, record.objectName, record.revision, record.resentAt)
    .run();
};

export const forgetUnconfirmed = async (database: D1Database, record: UnconfirmedRecord): Promise<void> => {
  await database
    .prepare("DELETE FROM unconfirmed WHERE day = ? AND record_id = ? AND revision <= ?")
    .bind(record.day, record.recordId, record.revision)
    .run();
};

// One statement stays far below D1's limits on time and rows (cloudflare-facts 3).
const deleteChunk = 5_000;

/** Deletes the rows of days before the given ones, in chunks; gives how many went. */
export const expireProjection = async (
  database: D1Database,
  firstKept: { readonly projection: string; readonly outbox: string },
): Promise<number> => {
  const days = { projection: firstKept.projection, unconfirmed: firstKept.outbox };
  let deleted = 0;
  for (const table of ["projection", "unconfirmed"] as const) {
    let changes: number;
    do {
      const { meta } = await database
        .prepare(`DELETE FROM ${table} WHERE day < ? LIMIT ${deleteChunk}`)
        .bind(days[table])
        .run();
      changes = meta.changes;
      deleted += changes;
    } while (changes === deleteChunk);
  }
  return deleted;
};

export interface ForwardingState {
  readonly forwardedToday: number;
  readonly waiting: number;
  readonly unconfirmed: number;
  /** Milliseconds. */
  readonly lastSentAt: number | null;
  /** Start of the last reconciled day in milliseconds. */
  readonly confirmedThrough: number | null;
}

/** Figures of the way to gematik. */
export const forwardingState = async (database: D1Database, today: string): Promise<ForwardingState> => {
  const row = await database
    .prepare(
      `SELECT (SELECT count(*) FROM projection WHERE day = ? AND sent_at IS NOT NULL) AS forwardedToday,
         (SELECT count(*) FROM projection WHERE sent_at IS NULL) AS waiting,
         (SELECT count(*) FROM unconfirmed) AS unconfirmed,
         (SELECT max(sent_at) FROM projection WHERE day = (SELECT max(day) FROM projection)) AS lastSentAt,
         (SELECT confirmed_through FROM forwarding) AS confirmedThrough`,
    )
    .bind(today)
    .first<Omit<ForwardingState, "confirmedThrough"> & { confirmedThrough: string | null }>();
  if (row === null) throw new Error("a SELECT without FROM gives one row");
  const { confirmedThrough: day, ...figures } = row;
  return { ...figures, confirmedThrough: day === null ? null : Date.parse(`${day}T00:00:00Z`) };
};
