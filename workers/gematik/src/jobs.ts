import { firstKeptDay, utcDay } from "@lagebild/retention";
import type { Jobs } from "@lagebild/worker-kit";
import type { Config } from "./config.ts";
import { expireNames } from "./dictionary-store.ts";
import { expireRecords } from "./record-store.ts";

/** Cron triggers of wrangler.toml and the job of each. */
export const jobOfCron = (cron: string): string => {
  switch (cron) {
    case "37 2 * * *":
      return "expire";
    default:
      throw new Error("a cron trigger without a job");
  }
};

export const createJobs = (config: Config): Jobs => ({
  expire: async ({ now }) => {
    const today = utcDay(now);
    const firstKept = {
      record: firstKeptDay("record", today),
      receipt: firstKeptDay("receipt", today),
      rejection: firstKeptDay("record", today),
    };
    const deleted = await expireRecords(config.database, firstKept);
    return { deleted, names: await expireNames(config.database, firstKept.record) };
  },
});
