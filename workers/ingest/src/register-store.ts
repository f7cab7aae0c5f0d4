import type { SiteType } from "@lagebild/operating-data";
import { count, inArray, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/d1";
import { contract } from "./provider-schema.ts";
import type { RegisterEntry } from "./register-entry.ts";

type ContractRow = typeof contract.$inferSelect;

/** What the post path needs to know of a contract. */
export interface RegisteredContract {
  readonly siteType: SiteType;
  readonly status: ContractRow["status"];
  /** The last reconciled day, handed to the object with the report. */
  readonly confirmedThrough: string | null;
}

/** One indexed read by Contract ID; undefined for an unknown one. */
export const findContract = async (
  database: D1Database,
  contractId: string,
): Promise<RegisteredContract | undefined> => {
  const row = await database
    .prepare(
      `SELECT site_type AS siteType, status, (SELECT confirmed_through FROM forwarding) AS confirmedThrough
       FROM contract WHERE contract_id = ?`,
    )
    .bind(contractId)
    .first<RegisteredContract>();
  return row ?? undefined;
};

// One statement takes a chunk as one JSON list: a row has less than 1 KB, a bound string may have 2 MB.
const rowsPerStatement = 1_000;

/**
 * Upserts register entries; fields that an entry does not name keep what is there, contracts that are not delivered
 * stay as they are. Of two entries for one contract the later one counts.
 */
export const importContracts = async (
  database: D1Database,
  entries: readonly RegisterEntry[],
  today: string,
): Promise<{ imported: number; unchanged: number }> => {
  const latest = new Map<string, RegisterEntry>();
  for (const entry of entries)
    latest.set(entry.contractId, { ...latest.get(entry.contractId), ...withoutUndefined(entry) });
  const existing = new Map<string, ContractRow>();
  for (const ids of chunks([...latest.keys()], rowsPerStatement)) {
    for (const row of await findRows(database, ids)) existing.set(row.contractId, row);
  }
  const changed = [...latest.values()]
    .map((entry) => merge(entry, existing.get(entry.contractId), today))
    .filter((row) => row !== undefined);
  for (const rows of chunks(changed, rowsPerStatement)) await upsertRows(database, rows);
  return { imported: changed.length, unchanged: entries.length - changed.length };
};

const withoutUndefined = (entry: RegisterEntry): RegisterEntry =>
  Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== undefined)) as RegisterEntry;

/** The row as it is to be, or undefined if it is that already. */
const merge = (entry: RegisterEntry, before: ContractRow | undefined, today: string): ContractRow | undefined => {
  const after: ContractRow = {
    contractId: entry.contractId,
    siteType: entry.siteType,
    status: entry.status ?? before?.status ?? "active",
    partner: entry.partner === undefined ? (before?.partner ?? null) : entry.partner,
    email: entry.email === undefined ? (before?.email ?? null) : entry.email,
    certificateFingerprint:
      entry.certificateFingerprint === undefined
        ? (before?.certificateFingerprint ?? null)
        : entry.certificateFingerprint,
    iccsns: entry.iccsns === undefined ? (before?.iccsns ?? null) : entry.iccsns,
    updatedOn: today,
  };
  const isSame = before && JSON.stringify({ ...before, updatedOn: today }) === JSON.stringify(after);
  return isSame ? undefined : after;
};

const findRows = async (database: D1Database, contractIds: readonly string[]): Promise<ContractRow[]> =>
  await drizzle(database)
    .select()
    .from(contract)
    .where(inArray(contract.contractId, sql`(SELECT value FROM json_each(${JSON.stringify(contractIds)}))`));

const upsertRows = async (database: D1Database, rows: readonly ContractRow[]): Promise<void> => {
  await database
    .prepare(
      `INSERT INTO contract (contract_id, site_type, status, partner, email, certificate_fingerprint, iccsns, updated_on)
       SELECT value ->> 'contractId', value ->> 'siteType', value ->> 'status', value ->> 'partner', value ->> 'email',
         value ->> 'certificateFingerprint', value ->> 'iccsns', value ->> 'updatedOn' FROM json_each(?) WHERE true
       ON CONFLICT (contract_id) DO UPDATE SET site_type = excluded.site_type, status = excluded.status,
         partner = excluded.partner, email = excluded.email, certificate_fingerprint = excluded.certificate_fingerprint,
         iccsns = excluded.iccsns, updated_on = excluded.updated_on`,
    )
    .bind(JSON.stringify(rows))
    .run();
};

/** Number of contracts by status. */
export const countContracts = async (database: D1Database): Promise<readonly { status: string; count: number }[]> =>
  await drizzle(database).select({ status: contract.status, count: count() }).from(contract).groupBy(contract.status);

const chunks = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));
