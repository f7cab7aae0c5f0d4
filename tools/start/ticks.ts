import { setTimeout as sleep } from "node:timers/promises";

const everyMs = 10_000;
const answerMs = 120_000;

export interface TickOptions {
  readonly baseUrl: string;
  readonly monitorToken: string;
  readonly signal: AbortSignal;
  /** Takes the first failure, for the user. */
  readonly report: () => void;
  /** Takes every failure, for the log. */
  readonly log: (line: string) => void;
}

/** Has the gateway run all jobs, at once and then every ten seconds, never two ticks at a time, until `signal` fires. */
export const keepTicking = async (options: TickOptions): Promise<void> => {
  let reported = false;
  while (!options.signal.aborted) {
    const failure = await tick(options);
    if (failure !== undefined && !options.signal.aborted) {
      options.log(`tick failed: ${failure}`);
      if (!reported) options.report();
      reported = true;
    }
    // An aborted wait is the end, which the loop's condition sees.
    await sleep(everyMs, undefined, { signal: options.signal }).catch(() => undefined);
  }
};

/** What went wrong, if anything. */
const tick = async ({ baseUrl, monitorToken, signal }: TickOptions): Promise<string | undefined> => {
  try {
    const answer = await fetch(`${baseUrl}/_local/tick`, {
      method: "POST",
      headers: { authorization: `Bearer ${monitorToken}` },
      signal: AbortSignal.any([signal, AbortSignal.timeout(answerMs)]),
    });
    const text = await answer.text();
    return answer.ok ? undefined : `HTTP ${answer.status} ${text.slice(0, 1_000)}`;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};
