import { createApp, mountLocalJobs, runJob } from "@lagebild/worker-kit";
import { config } from "./config.ts";
import { createJobs, jobOfCron } from "./jobs.ts";
import { mountContracts } from "./routes/contracts.ts";
import { mountMetrics } from "./routes/metrics.ts";
import { mountOperatingData } from "./routes/operating-data.ts";
import { mountProvisioningService } from "./routes/provisioning-service.ts";
import { readCounters } from "./counter-store.ts";

const app = createApp({
  title: "Lagebild: VPN-Zugangsdienst",
  version: "0.1.0",
  local: config.local,
  credentials: config.credentials,
  checkReady: async () => void (await readCounters(config.database)),
});
const jobs = createJobs(config);

mountProvisioningService(app, config); // connector
mountOperatingData(app, config); //       connector
mountContracts(app, config); //           operator
mountMetrics(app, config); //             monitor
mountLocalJobs(app, jobs, config.local); // monitor

export { Contract } from "./contract.ts";

export default {
  fetch: (request, env, context) => app.fetch(request, env, context),
  scheduled: async ({ cron, scheduledTime }) => {
    await runJob(jobs, jobOfCron(cron), { now: new Date(scheduledTime), offsetMs: 0 });
  },
} satisfies ExportedHandler<Env>;
