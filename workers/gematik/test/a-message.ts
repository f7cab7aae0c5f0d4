import { env, exports } from "cloudflare:workers";
import { applyD1Migrations, createMessageBatch } from "cloudflare:test";
import type { OperatingRecord, SiteType } from "@lagebild/operating-data";
import type { OperatingRecordMessage } from "@lagebild/protocol";
import { type ConsumeContext, consume } from "../src/consume.ts";
import { type WishedRequest, asRequested } from "../../testing/token.ts";

type Migrations = Parameters<typeof applyD1Migrations>[1];

/** Real time of these tests: the consumer has no other. */
export const now = new Date("2026-11-23T12:00:00Z");
export const today = "2026-11-23";

export const prepareDatabase = async (): Promise<void> => {
  const { TEST_MIGRATIONS } = env as unknown as { TEST_MIGRATIONS: Migrations };
  await applyD1Migrations(env.GEMATIK_DB, TEST_MIGRATIONS);
  const tables = ["record", "receipt", "rejection", "dictionary"];
  await env.GEMATIK_DB.batch(tables.map((table) => env.GEMATIK_DB.prepare(`DELETE FROM ${table}`)));
};

interface RecordWishes {
  readonly siteType?: SiteType;
  readonly firmware?: string;
  readonly online?: boolean;
  readonly errors?: NonNullable<OperatingRecord["connector"]>["errors"];
}

export const aRecord = (wishes: RecordWishes = {}): OperatingRecord => ({
  siteType: wishes.siteType ?? "ARZTPRAXIS",
  informationDate: today,
  product: {
    vendor: "KOCOC",
    product: "kocobox",
    hardware: "2.0.0",
    firmware: wishes.firmware ?? "5.1.8",
    productTypeVersion: "5.1.0",
  },
  configuration: {
    tiConnectionMode: "PARALLEL",
    internetMode: "SIS",
    tlsMandatory: true,
    cautMandatory: false,
    cautMode: "CERTIFICATE",
    dvdOpen: null,
  },
  connector: {
    ti: { status: wishes.online === false ? "Offline" : "Online", since: "2026-11-23T08:00:00Z" },
    sis: { status: "Online", since: "2026-11-16T00:00:00Z" },
    errors: wishes.errors ?? [],
  },
  trustLists: {
    crl: null,
    tsl: { number: "10431", issued: "2026-11-20T09:00:00Z", nextUpdate: "2026-12-20T09:00:00Z" },
    bnetzaVl: null,
  },
  connectorCertificates: [{ end: "2028-06-30", count: 6 }],
  terminals: [
    {
      product: {
        vendor: "INGHC",
        product: "ORGA6100",
        hardware: "1.2.0",
        firmware: "3.8.2",
        productTypeVersion: "1.5.0",
      },
      certificateEnds: ["2027-03-31"],
      count: 2,
    },
  ],
});

/** A message whose recordId is the number, in hex. */
export const aMessage = (
  id: number,
  wishes: RecordWishes & { day?: string; revision?: number } = {},
): OperatingRecordMessage => ({
  version: 1,
  recordId: id.toString(16).padStart(32, "0"),
  day: wishes.day ?? today,
  revision: wishes.revision ?? 1,
  record: aRecord(wishes),
});

/** Delivers a batch to the consumer as the platform does; gives what it acknowledged. */
export const deliver = async (
  bodies: readonly unknown[],
  options: Partial<ConsumeContext> & { queue?: string } = {},
): Promise<{ ackAll: boolean }> => {
  const messages = bodies.map((body, index) => ({ id: `m${index}`, timestamp: now, attempts: 1, body }));
  const batch = createMessageBatch(options.queue ?? "operating-data-demo", messages);
  let ackAll = false;
  const watched = {
    queue: batch.queue,
    messages: batch.messages,
    ackAll: () => void (ackAll = true),
    retryAll: () => undefined,
  };
  await consume(watched as unknown as MessageBatch, {
    database: env.GEMATIK_DB,
    now,
    random: Math.random,
    local: false,
    ...options,
  });
  return { ackAll };
};

export const call = async (path: string, init: WishedRequest = {}): Promise<Response> =>
  await exports.default.fetch(new Request(`https://gematik${path}`, asRequested({ at: now.toISOString(), ...init })));

export const rowsOf = async (table: string): Promise<Record<string, unknown>[]> =>
  (await env.GEMATIK_DB.prepare(`SELECT * FROM ${table}`).all()).results;
