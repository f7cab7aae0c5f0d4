import { setTimeout as sleep } from "node:timers/promises";
import { simulatedConnector } from "@lagebild/simulator";
import { postReport } from "../lagebild/post-report.ts";
import { registerFleet } from "../lagebild/register-fleet.ts";
import { type StartedStack, startLocalStack } from "./local-stack.ts";
import { type Leak, findPersonalBytes } from "./personal-bytes.ts";
import { heldRecordIds, recordIdIn } from "./receipts.ts";

export interface Recovery {
  readonly acknowledged: number;
  /** Acknowledged reports that gematik did not have when the restarted stack became healthy. */
  readonly missingAtRestart: number;
  /** Acknowledged reports that gematik does not have in the end. */
  readonly lost: number;
  /** From the restart until all were there, or until patience ended. */
  readonly secondsToRecover: number;
  readonly leaks: readonly Leak[];
}

const requestsInFlight = 16;
const longestRecoveryMs = 180_000;

/**
 * SIGKILLs the whole process tree while reports are being posted, starts again and waits: every acknowledged report
 * must be in gematik's D1 in the end, and nothing withheld in its D1 or in a log.
 */
export const proveRecovery = async (
  stateFolder: string,
  reports: number,
  progress: (done: number, total: number) => void,
): Promise<Recovery> => {
  const first = await startLocalStack(stateFolder);
  const registered = await registerFleet(first, { seed: 1, connectors: reports });
  const acknowledged = registered === undefined ? [] : await postUntilKilled(first, reports, progress);
  if (acknowledged.length === 0) {
    await first.stop();
    throw new Error("the stack acknowledged no report, so there is nothing to prove");
  }
  const second = await startLocalStack(stateFolder);
  try {
    const day = new Date().toISOString().slice(0, 10);
    const expected = acknowledged.map((index) => recordIdIn(stateFolder, day, simulatedConnector(1, index).contractId));
    const recovered = await waitForRecords(second, day, expected);
    const connectors = Array.from({ length: reports }, (_, index) => simulatedConnector(1, index));
    return {
      acknowledged: acknowledged.length,
      ...recovered,
      leaks: findPersonalBytes(stateFolder, connectors, new Date()),
    };
  } finally {
    await second.stop();
  }
};

/** Posts until three quarters are acknowledged, then kills; gives the indexes that were acknowledged. */
const postUntilKilled = async (
  stack: StartedStack,
  reports: number,
  progress: (done: number, total: number) => void,
): Promise<number[]> => {
  const acknowledged: number[] = [];
  const killed = new AbortController();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < reports && !killed.signal.aborted) {
      const index = next;
      next += 1;
      const report = { connector: simulatedConnector(1, index), at: new Date() };
      const { kind } = await postReport(stack, report, killed.signal);
      if (kind === "accepted") acknowledged.push(index);
      progress(acknowledged.length, reports);
      if (acknowledged.length >= reports * 0.75 && !killed.signal.aborted) {
        await stack.kill();
        killed.abort();
      }
    }
  };
  await Promise.all(Array.from({ length: requestsInFlight }, lane));
  return acknowledged;
};

const waitForRecords = async (
  stack: StartedStack,
  day: string,
  expected: readonly string[],
): Promise<Pick<Recovery, "missingAtRestart" | "lost" | "secondsToRecover">> => {
  const started = performance.now();
  const missing = async (): Promise<number> => {
    const held = await heldRecordIds(stack, day);
    return expected.filter((recordId) => !held.has(recordId)).length;
  };
  const missingAtRestart = await missing();
  let lost = missingAtRestart;
  while (lost > 0 && performance.now() - started < longestRecoveryMs) {
    await sleep(500);
    lost = await missing();
  }
  return { missingAtRestart, lost, secondsToRecover: (performance.now() - started) / 1_000 };
};
