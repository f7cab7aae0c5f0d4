import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { RunningStack } from "./running-stack.ts";

const answerSchema = z.object({ rows: z.array(z.object({ count: z.number().nullable() })) });
/** The queue collects for up to three seconds. */
const patienceMs = 10_000;
const betweenMs = 500;

/** What gematik counts for today; waits a few seconds for the queue. Undefined if gematik does not say. */
export const countToday = async (stack: RunningStack, expected: number): Promise<number | undefined> => {
  const until = performance.now() + patienceMs;
  let count = await askFleet(stack);
  while (count !== undefined && count < expected && performance.now() < until) {
    await sleep(betweenMs);
    count = await askFleet(stack);
  }
  return count;
};

const askFleet = async ({ baseUrl, tokens }: RunningStack): Promise<number | undefined> => {
  const answer = await fetch(`${baseUrl}/gematik/v1/aggregates/fleet?exact=true`, {
    headers: { authorization: `Bearer ${tokens.analyst}` },
  }).catch(() => undefined);
  if (!answer?.ok) return undefined;
  const { rows } = answerSchema.parse(await answer.json());
  return rows.reduce((sum, row) => sum + (row.count ?? 0), 0);
};
