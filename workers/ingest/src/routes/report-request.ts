import { type KitContext, logFailure } from "@lagebild/worker-kit";

/** What receiving a report needs to know of an HTTP request: its time, and where work goes that outlives the answer. */
export const requestOf = (context: KitContext) => ({
  clock: context.get("clock"),
  later: (work: Promise<void>): void =>
    context.executionCtx.waitUntil(work.catch((error: unknown) => logFailure("count-failed", error))),
});
