import { type RemovedElement, removedElements } from "@lagebild/operating-data";

/** Counts by schema element; `other` is what no known schema has. */
export type Removals = ReadonlyMap<RemovedElement | "other", number>;

const columns = [...removedElements, "other"] as const;

const quoted = columns.map((column) => `"${column}"`);

const addition =
  `INSERT INTO removal (id, ${quoted.join(", ")}) VALUES (1, ${columns.map(() => "?").join(", ")}) ` +
  `ON CONFLICT (id) DO UPDATE SET ${quoted.map((column) => `${column} = ${column} + excluded.${column}`).join(", ")}`;

/** Adds what was removed from a document. Column names are the schema's, never a document's. */
export const countRemovals = async (database: D1Database, removals: Removals): Promise<void> => {
  await database
    .prepare(addition)
    .bind(...columns.map((column) => removals.get(column) ?? 0))
    .run();
};

/** All that was ever removed, by schema element. */
export const readRemovals = async (database: D1Database): Promise<Removals> => {
  const row = await database.prepare("SELECT * FROM removal").first<Record<string, number>>();
  return new Map(columns.map((column) => [column, row?.[column] ?? 0]));
};
