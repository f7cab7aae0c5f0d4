import { setTimeout as sleep } from "node:timers/promises";
import { simulatedConnector } from "@lagebild/simulator";
import { type SimulationSummary, simulate } from "../lagebild/simulate.ts";
import { type StartedStack, startLocalStack } from "./local-stack.ts";
import { type Leak, findPersonalBytes } from "./personal-bytes.ts";
import { fleetCount } from "./receipts.ts";

export interface Thousand {
  readonly coldSeconds: number;
  readonly warmSeconds: number;
  readonly rounds: readonly {
    readonly accepted: number;
    readonly seconds: number;
    readonly secondsToFleet: number;
    readonly fleet: number;
    /** Largest sum over all processes until then. */
    readonly peakMemoryMiB: number;
  }[];
  readonly leaks: readonly Leak[];
}

const longestWaitMs = 30_000;

/**
 * What the first issue promises of 1,000 reports: counted exactly, counted once when posted again, within seconds;
 * how long a start takes and how much memory the stack needs meanwhile.
 */
export const proveThousand = async (
  stateFolder: string,
  reports: number,
  progress: (done: number, total: number) => void,
): Promise<Thousand> => {
  const cold = await startLocalStack(stateFolder);
  await cold.stop();
  const stack = await startLocalStack(stateFolder);
  try {
    const rounds: Thousand["rounds"][number][] = [];
    for (let round = 0; round < 2; round += 1) {
      const options = { connectors: reports, days: 1, seed: 1, stack };
      const summary = await simulate(options, { now: () => new Date(), progress });
      rounds.push(await settle(stack, summary, reports));
    }
    const connectors = Array.from({ length: reports }, (_, index) => simulatedConnector(1, index));
    return {
      coldSeconds: cold.secondsToHealthy,
      warmSeconds: stack.secondsToHealthy,
      rounds,
      leaks: findPersonalBytes(stateFolder, connectors, new Date()),
    };
  } finally {
    await stack.stop();
  }
};

/** Waits until `fleet` counts all reports; a round later it must still count no more. */
const settle = async (stack: StartedStack, summary: SimulationSummary, reports: number) => {
  const started = performance.now();
  while ((await fleetCount(stack)) < reports && performance.now() - started < longestWaitMs) await sleep(100);
  const secondsToFleet = (performance.now() - started) / 1_000;
  await sleep(5_000);
  return {
    accepted: summary.accepted,
    seconds: summary.seconds,
    secondsToFleet,
    fleet: await fleetCount(stack),
    peakMemoryMiB: stack.peakMemory() / 1024 ** 2,
  };
};
