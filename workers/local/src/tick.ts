import type { LocalWorker } from "./config.ts";
import { rememberedClockHeader } from "./remembered-clock.ts";

/** What became of one job; `status` is the Worker's answer, 0 if there was none. */
export interface JobResult {
  readonly worker: string;
  readonly job: string;
  readonly status: number;
}

/**
 * Runs every job of every Worker, one after the other, on the remembered clock: local crons never fire by themselves.
 * A job that fails does not keep the others from running.
 */
export const runAllJobs = async (workers: readonly LocalWorker[], authorization: string): Promise<JobResult[]> => {
  const results: JobResult[] = [];
  for (const { name, service, jobs } of workers) {
    for (const job of jobs) {
      const headers = { authorization, ...rememberedClockHeader() };
      const status = await statusOf(service.fetch(`https://${name}/_local/jobs/${job}`, { method: "POST", headers }));
      results.push({ worker: name, job, status });
    }
  }
  return results;
};

/** True once every Worker's /healthz answers 200. */
export const allHealthy = async (workers: readonly LocalWorker[]): Promise<boolean> => {
  const statuses = await Promise.all(
    workers.map(({ name, service }) => statusOf(service.fetch(`https://${name}/healthz`))),
  );
  return statuses.every((status) => status === 200);
};

const statusOf = async (answer: Promise<Response>): Promise<number> => {
  try {
    const { status, body } = await answer;
    await body?.cancel();
    return status;
  } catch {
    // A Worker that does not start makes the binding throw; its own log says why.
    return 0;
  }
};
