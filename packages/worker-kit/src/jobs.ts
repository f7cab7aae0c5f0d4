import { type App } from "./app.ts";
import { requireRole } from "./access.ts";
import type { Clock } from "./clock.ts";
import { logEvent, logFailure } from "./log-event.ts";
import { problem } from "./problem.ts";

/** Work that runs by cron, or in local mode when asked for. Returns counts by name, for the log and for the answer. */
export type Job = (clock: Clock) => Promise<Readonly<Record<string, number>>>;

export type Jobs = Readonly<Record<string, Job>>;

/** Runs a job from a cron trigger: logs its end, and rethrows so that the platform sees a failure. */
export const runJob = async (jobs: Jobs, name: string, clock: Clock): Promise<Readonly<Record<string, number>>> => {
  const job = jobs[name];
  if (job === undefined) throw new Error(`no such job: ${name}`);
  try {
    const counts = await job(clock);
    for (const [reason, count] of Object.entries(counts)) {
      if (count > 0) logEvent({ event: "job-done", job: name, reason, count });
    }
    return counts;
  } catch (error) {
    logFailure("job-failed", error, { job: name });
    throw error;
  }
};

/** `POST /_local/jobs/<job>`, role monitor, on the clock of the request; in any other mode the path does not exist. */
export const mountLocalJobs = (app: App, jobs: Jobs, local: boolean): void => {
  if (!local) return;
  app.post("/_local/jobs/:job", requireRole("monitor"), async (context) => {
    const name = context.req.param("job");
    if (!Object.hasOwn(jobs, name)) {
      return problem(context, "not-found", { detail: `Diese Aufgaben gibt es: ${Object.keys(jobs).join(", ")}.` });
    }
    return context.json({ job: name, ...(await runJob(jobs, name, context.get("clock"))) });
  });
};
