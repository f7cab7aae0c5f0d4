import { receiptsPageSchema } from "@lagebild/protocol";
import { firstKeptDay, utcDay } from "@lagebild/retention";
import { type Clock, type Jobs, clockHeader } from "@lagebild/worker-kit";
import type { Config } from "./config.ts";
import { contractObject } from "./contract-names.ts";
import * as projection from "./projection-store.ts";
import { type ReconcilePorts, reconcile } from "./reconcile.ts";

/** Cron triggers of wrangler.toml and the job of each. */
export const jobOfCron = (cron: string): string => {
  switch (cron) {
    case "*/15 * * * *":
      return "reconcile";
    case "17 2 * * *":
      return "expire";
    default:
      throw new Error("a cron trigger without a job");
  }
};

const pageSize = 5_000;

export const createJobs = (config: Config): Jobs => ({
  reconcile: async (clock) => ({ ...(await reconcile(reconcilePorts(config, clock))) }),
  expire: async ({ now }) => {
    const today = utcDay(now);
    const firstKept = { projection: firstKeptDay("projection", today), outbox: firstKeptDay("outbox", today) };
    return { deleted: await projection.expireProjection(config.database, firstKept) };
  },
});

const reconcilePorts = (config: Config, clock: Clock): ReconcilePorts => {
  const { database } = config;
  const ports: ReconcilePorts = {
    now: clock.now,
    confirmedThrough: () => projection.confirmedThrough(database),
    firstExpectedDay: () => projection.firstExpectedDay(database),
    expectedPage: (day, after) => projection.expectedRecords(database, { day, after, limit: pageSize }),
    // Whoever uploads has gematik's answer to each record; there is nothing to ask for.
    receiptsPage: (day, cursor) =>
      config.transport.kind === "queue"
        ? fetchReceipts({ ...config.transport, local: config.local }, clock, { day, cursor })
        : projection.confirmedRecords(database, { day, after: cursor ?? "", limit: pageSize }),
    unconfirmed: () => projection.unconfirmedRecords(database),
    watch: (record) => projection.watchUnconfirmed(database, record),
    forget: (record) => projection.forgetUnconfirmed(database, record),
    resend: async ({ objectName, day }) => void (await contractObject(config, objectName).resend(day, clock)),
    confirm: async ({ objectName, day, revision }) => {
      await contractObject(config, objectName).confirm(day, revision, clock);
    },
    confirmDay: (seen) => projection.confirmDay(database, seen),
  };
  // What seems missing there was answered while the day was being read.
  return config.transport.kind === "queue"
    ? ports
    : { ...ports, watch: async () => undefined, resend: async () => undefined };
};

const fetchReceipts = async (
  asked: { readonly gematik: Fetcher; readonly token: string; readonly local: boolean },
  clock: Clock,
  page: { readonly day: string; readonly cursor: string | undefined },
) => {
  const query = new URLSearchParams({ day: page.day, ...(page.cursor === undefined ? {} : { cursor: page.cursor }) });
  const answer = await asked.gematik.fetch(`https://gematik/v1/receipts?${query.toString()}`, {
    headers: {
      authorization: `Bearer ${asked.token}`,
      ...(asked.local ? { [clockHeader]: clock.now.toISOString() } : {}),
    },
  });
  if (!answer.ok) throw new Error(`gematik answered ${answer.status} when asked for receipts`);
  return receiptsPageSchema.parse(await answer.json());
};
