export type DictionaryKind = "tenant" | "product" | "condition";

/** A name that a code stands for. */
export interface DictionaryEntry {
  readonly kind: DictionaryKind;
  readonly value: string;
}

const keyOf = (entry: DictionaryEntry): string => `${entry.kind} ${entry.value}`;

/**
 * Codes of names, new names added. One pair of statements for any number of names: D1 binds at most 100 parameters, but
 * one JSON list may hold them all.
 */
export const codesOf = async (
  database: D1Database,
  entries: readonly DictionaryEntry[],
): Promise<(entry: DictionaryEntry) => number> => {
  const wanted = [...new Map(entries.map((entry) => [keyOf(entry), entry])).values()];
  const list = JSON.stringify(wanted);
  const [, found] = await database.batch<{ code: number; kind: DictionaryKind; value: string }>([
    database
      .prepare(
        `INSERT INTO dictionary (kind, value)
         SELECT json_extract(entry.value, '$.kind'), json_extract(entry.value, '$.value') FROM json_each(?) AS entry
         WHERE true ON CONFLICT (kind, value) DO NOTHING`,
      )
      .bind(list),
    database
      .prepare(
        `SELECT code, dictionary.kind, dictionary.value FROM json_each(?) AS entry JOIN dictionary
         ON dictionary.kind = json_extract(entry.value, '$.kind') AND dictionary.value = json_extract(entry.value, '$.value')`,
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
