import { integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

export const dictionaryKinds = ["tenant", "product", "condition", "trust-list"] as const;

/** Names by code, so that 13 million rows hold small integers. Codes are never used again (AUTOINCREMENT). */
export const dictionary = sqliteTable(
  "dictionary",
  {
    code: integer("code").primaryKey({ autoIncrement: true }),
    kind: text("kind", { enum: dictionaryKinds }).notNull(),
    /**
     * A tenant's name, else a JSON list: a product's five parts; a condition's name, severity and type; a trust list's
     * number, issue and next update.
     */
    value: text("value").notNull(),
    /** Last day (since 1970-01-01) of a record that uses it: it goes when those records go. */
    lastDay: integer("last_day").notNull(),
  },
  (table) => [uniqueIndex("dictionary_by_value").on(table.kind, table.value)],
);

/**
 * One packed row per operating record. `slot` is random, so that neither the order of arrival nor, once the receipt is
 * gone, the recordId can be read off a row. Numbers stand for schema values by their position, see `record-row.ts`.
 */
export const record = sqliteTable(
  "record",
  {
    /** Days since 1970-01-01, UTC. */
    day: integer("day").notNull(),
    slot: integer("slot").notNull(),
    revision: integer("revision").notNull(),
    tenant: integer("tenant").notNull(),
    product: integer("product").notNull(),
    /** Site type, connection states and configuration in one number. */
    flags: integer("flags").notNull(),
    /** JSON lists without names; null where there is nothing. */
    connections: text("connections"),
    errors: text("errors"),
    trustLists: text("trust_lists"),
    certificates: text("certificates"),
    terminals: text("terminals"),
  },
  (table) => [primaryKey({ columns: [table.day, table.slot] })],
);

/** Which records of a tenant are here; the only place that knows recordIds, for 14 days. */
export const receipt = sqliteTable(
  "receipt",
  {
    day: integer("day").notNull(),
    tenant: integer("tenant").notNull(),
    recordId: text("record_id").notNull(),
    revision: integer("revision").notNull(),
    slot: integer("slot").notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.tenant, table.recordId] })],
);

/** What was refused, by tenant and reason; `day` is the day of refusal. */
export const rejection = sqliteTable(
  "rejection",
  {
    day: integer("day").notNull(),
    tenant: text("tenant").notNull(),
    reason: text("reason").notNull(),
    count: integer("count").notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.tenant, table.reason] })],
);
