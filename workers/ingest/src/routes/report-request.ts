import { type KitContext, eventIdOf, logFailure } from "@lagebild/worker-kit";
import type { Config } from "../config.ts";
import { count } from "../counter-store.ts";

/** A Konnektor that was refused comes back three times, every five minutes (A_21138). */
export const retryAfterSeconds = 300;

/** What receiving a report needs to know of an HTTP request: its time, and where work goes that outlives the answer. */
export const requestOf = (context: KitContext) => ({
  clock: context.get("clock"),
  later: (work: Promise<void>): void =>
    context.executionCtx.waitUntil(work.catch((error: unknown) => logFailure("count-failed", error))),
});

/** Whether the body came compressed: it is not opened, so that its size is what it says (design 3.1). */
export const isCoded = (request: Request): boolean =>
  (request.headers.get("content-encoding") ?? "identity").trim().toLowerCase() !== "identity";

/** Counts, after the answer, what was refused before a document was reached. `reason` is a code of ours. */
export const countRefusal = (context: KitContext, config: Config, reason: string): void =>
  requestOf(context).later(count(config.database, "rejected", reason, 1));

/** Gives the answer, or `overloaded` where we or the platform fail: a device must never get an error that it cannot read. */
export const answerOr = async <Answer>(
  context: KitContext,
  answer: () => Promise<Answer>,
  overloaded: () => Answer,
): Promise<Answer> => {
  try {
    return await answer();
  } catch (error) {
    logFailure("report-failed", error, { eventId: eventIdOf(context) });
    return overloaded();
  }
};
