import type { dictionaryKinds } from "./gematik-schema.ts";
import { dayNumber } from "./record-row.ts";

export type DictionaryKind = (typeof dictionaryKinds)[number];

/** A name that a code stands for. */
export interface DictionaryEntry {
  readonly kind: DictionaryKind;
  readonly value: string;
}

/** A name on the UTC day of a record that uses it. */
export interface UsedEntry extends DictionaryEntry {
  readonly day: string;
}

const keyOf = (entry: DictionaryEntry): string => `${entry.kind} ${entry.value}`;

/**
 * Codes of names, new names added, each kept as long as the latest record that uses it. One pair of statements for any
 * number of names: D1 binds at most 100 parameters, but one JSON list may hold them all.
 */
export const codesOf = async (
  database: D1Database,
  entries: readonly UsedEntry[],
): Promise<(entry: DictionaryEntry) => number> => {
  const latest = new Map<string, UsedEntry>();
  for (const entry of entries) {
    const known = latest.get(keyOf(entry));
    if (known === undefined || known.day < entry.day) latest.set(keyOf(entry), entry);
  }
  const list = JSON.stringify(
    [...latest.values()].map(({ kind, value, day }) => ({ kind, value, day: dayNumber(day) })),
  );
  const [, found] = await database.batch<{ code: number; kind: DictionaryKind; value: string }>([
    database
      .prepare(
        `INSERT INTO dictionary (kind, value, last_day)
         SELECT entry.value ->> 'kind', entry.value ->> 'value', entry.value ->> 'day' FROM json_each(?) AS entry
         WHERE true ON CONFLICT (kind, value) DO UPDATE SET last_day = excluded.last_day
         WHERE excluded.last_day > dictionary.last_day`,
      )
      .bind(list),
    database
      .prepare(
        `SELECT code, dictionary.kind, dictionary.value FROM json_each(?) AS entry JOIN dictionary
         ON dictionary.kind = entry.value ->> 'kind' AND dictionary.value = entry.value ->> 'value'`,
      )
      .bind(list),
  ]);
  const codes = new Map((found?.results ?? []).map((row) => [keyOf(row), row.code]));
  return (entry) => {
    const code = codes.get(keyOf(entry));
    if (code === undefined) throw new Error(`no code for a ${entry.kind} that was just added`);
    return code;
  };
};

/** All names of some kinds by code. */
export const namesByCode = async (
  database: D1Database,
  kinds: readonly DictionaryKind[],
): Promise<ReadonlyMap<number, string>> => {
  const { results } = await database
    .prepare("SELECT code, value FROM dictionary WHERE kind IN (SELECT value FROM json_each(?))")
    .bind(JSON.stringify(kinds))
    .all<{ code: number; value: string }>();
  return new Map(results.map((row) => [row.code, row.value]));
};

/** The code of a tenant that has delivered before, or undefined. */
export const tenantCode = async (database: D1Database, tenant: string): Promise<number | undefined> =>
  (await database
    .prepare("SELECT code FROM dictionary WHERE kind = 'tenant' AND value = ?")
    .bind(tenant)
    .first<number>("code")) ?? undefined;

/** Deletes names that no record of this day or a later one uses; gives how many went. */
export const expireNames = async (database: D1Database, firstKeptDay: string): Promise<number> => {
  const statement = database.prepare("DELETE FROM dictionary WHERE last_day < ?").bind(dayNumber(firstKeptDay));
  return (await statement.run()).meta.changes;
};
