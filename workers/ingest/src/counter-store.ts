/** Names of what is counted; the reasons come from tables of our own. */
export type CounterName = "rejected" | "undeliverable";

/** Adds to a counter in D1. */
export const count = async (database: D1Database, name: CounterName, reason: string, by: number): Promise<void> => {
  await database
    .prepare(
      `INSERT INTO counter (name, reason, count) VALUES (?, ?, ?)
       ON CONFLICT (name, reason) DO UPDATE SET count = count + excluded.count`,
    )
    .bind(name, reason, by)
    .run();
};

export const readCounters = async (
  database: D1Database,
): Promise<readonly { name: CounterName; reason: string; count: number }[]> => {
  const { results } = await database
    .prepare("SELECT name, reason, count FROM counter ORDER BY name, reason")
    .all<{ name: CounterName; reason: string; count: number }>();
  return results;
};
