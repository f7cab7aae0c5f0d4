import { createApp, logFailure, mountLocalJobs, mountPageAssets, mountSignIn, runJob } from "@lagebild/worker-kit";
import { config } from "./config.ts";
import { consume } from "./consume.ts";
import { createJobs, jobOfCron } from "./jobs.ts";
import { mountSituation } from "./pages/situation.tsx";
import { sumRejections } from "./rejection-store.ts";
import { mountAggregates } from "./routes/aggregates.ts";
import { mountMetrics } from "./routes/metrics.ts";
import { mountReceipts } from "./routes/receipts.ts";
import { house } from "./texts.de.ts";

const app = createApp({
  title: "Lagebild: gematik",
  version: "0.1.0",
  local: config.local,
  credentials: config.credentials,
  checkReady: async () => void (await sumRejections(config.database)),
});
const jobs = createJobs(config);

mountPageAssets(app); //                  anyone
if (config.local) mountSignIn(app, { house, credentials: config.credentials, roles: ["analyst"] });
mountSituation(app, config); //           analyst
mountAggregates(app, config); //          analyst
mountReceipts(app, config); //            tenant
mountMetrics(app, config); //             monitor
mountLocalJobs(app, jobs, config.local); // monitor

export default {
  fetch: (request, env, context) => app.fetch(request, env, context),
  queue: async (batch) => {
    try {
      await consume(batch, { ...config, now: new Date(), random: Math.random });
    } catch (error) {
      logFailure("consume-failed", error, { count: batch.messages.length });
      throw error;
    }
  },
  scheduled: async ({ cron, scheduledTime }) => {
    await runJob(jobs, jobOfCron(cron), { now: new Date(scheduledTime), offsetMs: 0 });
  },
} satisfies ExportedHandler<Env>;
