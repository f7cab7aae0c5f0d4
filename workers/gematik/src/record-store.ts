import type { OperatingRecordMessage } from "@lagebild/protocol";
import { type DictionaryEntry, codesOf } from "./dictionary-store.ts";
import { dayNumber, namesOf, packRecord } from "./record-row.ts";

/** What the store needs besides the messages. */
export interface StoreContext {
  readonly tenant: string;
  /** A number from 0 up to, not including, 1. */
  readonly random: () => number;
}

// As many as a JavaScript number holds exactly. Two of 150,000 records of a day meet once in 400,000 days; the second
// would then be missing from the numbers.
const slots = 2 ** 52;

// A bound string may have 2 MB (cloudflare-facts 3); half of it leaves room for UTF-8.
const maxChunkCharacters = 1_000_000;

/**
 * Stores records with their receipts: one transaction of two statements a chunk, idempotent. A record is replaced by a
 * higher revision only, in whatever order the messages come; the receipt keeps its slot.
 */
export const storeRecords = async (
  database: D1Database,
  messages: readonly OperatingRecordMessage[],
  context: StoreContext,
): Promise<void> => {
  const tenant: DictionaryEntry = { kind: "tenant", value: context.tenant };
  const names = messages.flatMap(({ day, record }) => [tenant, ...namesOf(record)].map((name) => ({ ...name, day })));
  const codeOf = await codesOf(database, names);
  const rows = latestRevisions(messages).map((message) =>
    JSON.stringify({
      day: dayNumber(message.day),
      tenant: codeOf(tenant),
      recordId: message.recordId,
      revision: message.revision,
      slot: Math.floor(context.random() * slots),
      ...packRecord(message.record, codeOf),
    }),
  );
  for (const chunk of chunksBySize(rows)) await storeChunk(database, chunk);
};

/** Within one statement a conflict may strike each row only once. */
const latestRevisions = (messages: readonly OperatingRecordMessage[]): OperatingRecordMessage[] => {
  const latest = new Map<string, OperatingRecordMessage>();
  for (const message of messages) {
    const key = `${message.day} ${message.recordId}`;
    if ((latest.get(key)?.revision ?? 0) < message.revision) latest.set(key, message);
  }
  return [...latest.values()];
};

const storeChunk = async (database: D1Database, list: string): Promise<void> => {
  await database.batch([
    database
      .prepare(
        `INSERT INTO receipt (day, tenant, record_id, revision, slot)
         SELECT value ->> 'day', value ->> 'tenant', value ->> 'recordId', value ->> 'revision', value ->> 'slot'
         FROM json_each(?) WHERE true
         ON CONFLICT (day, tenant, record_id) DO UPDATE SET revision = excluded.revision
         WHERE excluded.revision > receipt.revision`,
      )
      .bind(list),
    database
      .prepare(
        `INSERT INTO record (day, slot, revision, tenant, product, flags, connections, errors, trust_lists, certificates, terminals)
         SELECT receipt.day, receipt.slot, value ->> 'revision', receipt.tenant, value ->> 'product', value ->> 'flags',
           value ->> 'connections', value ->> 'errors', value ->> 'trustLists', value ->> 'certificates', value ->> 'terminals'
         FROM json_each(?) JOIN receipt ON receipt.day = value ->> 'day' AND receipt.tenant = value ->> 'tenant'
           AND receipt.record_id = value ->> 'recordId'
         WHERE true
         ON CONFLICT (day, slot) DO UPDATE SET revision = excluded.revision, product = excluded.product,
           flags = excluded.flags, connections = excluded.connections, errors = excluded.errors,
           trust_lists = excluded.trust_lists, certificates = excluded.certificates, terminals = excluded.terminals
         WHERE excluded.revision > record.revision`,
      )
      .bind(list),
  ]);
};

const chunksBySize = (rows: readonly string[]): string[] => {
  const chunks: string[] = [];
  let chunk: string[] = [];
  let size = 0;
  for (const row of rows) {
    if (chunk.length > 0 && size + row.length > maxChunkCharacters) {
      chunks.push(`[${chunk.join(",")}]`);
      chunk = [];
      size = 0;
    }
    chunk.push(row);
    size += row.length + 1;
  }
  return chunk.length === 0 ? chunks : [...chunks, `[${chunk.join(",")}]`];
};

const deleteChunk = 5_000;

/** Deletes records and receipts of days before the given ones, in chunks; gives how many went. */
export const expireRecords = async (
  database: D1Database,
  firstKept: { readonly record: string; readonly receipt: string; readonly rejection: string },
): Promise<number> => {
  let deleted = 0;
  for (const table of ["record", "receipt", "rejection"] as const) {
    let changes: number;
    do {
      const statement = database.prepare(`DELETE FROM ${table} WHERE day < ? LIMIT ${deleteChunk}`);
      const { meta } = await statement.bind(dayNumber(firstKept[table])).run();
      changes = meta.changes;
      deleted += changes;
    } while (changes === deleteChunk);
  }
  return deleted;
};
