import { setTimeout as sleep } from "node:timers/promises";

const betweenMs = 100;
const answerMs = 5_000;

/** Polls /healthz of the gateway until it answers 200; false once `signal` fires. */
export const waitUntilHealthy = async (baseUrl: string, signal: AbortSignal): Promise<boolean> => {
  while (!signal.aborted) {
    if (await isHealthy(`${baseUrl}/healthz`, signal)) return true;
    await sleep(betweenMs);
  }
  return false;
};

const isHealthy = async (url: string, signal: AbortSignal): Promise<boolean> => {
  try {
    const answer = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]) });
    await answer.body?.cancel();
    return answer.status === 200;
  } catch {
    // Nobody listens yet, or no answer in time: both mean not yet.
    return false;
  }
};
