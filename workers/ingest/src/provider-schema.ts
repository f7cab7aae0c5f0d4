import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { removedElements, siteTypes } from "@lagebild/operating-data";

/** Register of contracts: who may deliver, and the kind of site that goes with their records (A_22510). */
export const contract = sqliteTable("contract", {
  contractId: text("contract_id").primaryKey(),
  siteType: text("site_type", { enum: siteTypes }).notNull(),
  status: text("status", { enum: ["active", "ended", "blocked"] }).notNull(),
  partner: text("partner"),
  email: text("email"),
  certificateFingerprint: text("certificate_fingerprint"),
  /** ICCSNs of the gSMC-Ks, separated by blanks. */
  iccsns: text("iccsns"),
  updatedOn: text("updated_on").notNull(),
});

/** What was handed over, by day: the expected set that reconciliation holds against gematik's receipts. */
export const projection = sqliteTable(
  "projection",
  {
    day: text("day").notNull(),
    recordId: text("record_id").notNull(),
    objectName: text("object_name").notNull(),
    revision: integer("revision").notNull(),
    /** Milliseconds; null while the object could not send and tries again by itself. */
    sentAt: integer("sent_at"),
  },
  (table) => [primaryKey({ columns: [table.day, table.recordId] })],
);

/** Records that gematik did not have when their day was reconciled, until it has them. */
export const unconfirmed = sqliteTable(
  "unconfirmed",
  {
    day: text("day").notNull(),
    recordId: text("record_id").notNull(),
    objectName: text("object_name").notNull(),
    revision: integer("revision").notNull(),
    /** When the object was last told to send again. */
    resentAt: integer("resent_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.day, table.recordId] })],
);

/** One row: the last day that is reconciled as a whole. */
export const forwarding = sqliteTable("forwarding", {
  id: integer("id").primaryKey(),
  confirmedThrough: text("confirmed_through").notNull(),
});

/** Counts of what happened, by names from our own tables. */
export const counter = sqliteTable(
  "counter",
  {
    name: text("name").notNull(),
    reason: text("reason").notNull(),
    count: integer("count").notNull(),
  },
  (table) => [primaryKey({ columns: [table.name, table.reason] })],
);

/**
 * One row that counts what was removed from documents, a column for each schema element: one written row a document,
 * where a row for each element would be nine.
 */
export const removal = sqliteTable("removal", {
  id: integer("id").primaryKey(),
  ...Object.fromEntries(removedElements.map((name) => [name, integer(name).notNull().default(0)])),
  other: integer("other").notNull().default(0),
});
