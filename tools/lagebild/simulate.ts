import { simulatedConnector } from "@lagebild/simulator";
import { postReport } from "./post-report.ts";
import { type Registration, registerFleet } from "./register-fleet.ts";
import type { RunningStack } from "./running-stack.ts";

export interface SimulateOptions {
  readonly connectors: number;
  /** UTC days, the last one today. */
  readonly days: number;
  readonly seed: number;
  readonly stack: RunningStack;
  readonly signal?: AbortSignal;
}

export interface SimulateIo {
  readonly now: () => Date;
  /** Reports done of all reports. */
  readonly progress: (done: number, total: number) => void;
}

export interface SimulationSummary {
  /** Undefined: the import of the contracts failed, so nothing was posted. */
  readonly registration: Registration | undefined;
  readonly posted: number;
  readonly accepted: number;
  readonly acceptedToday: number;
  readonly refused: ReadonlyMap<string, number>;
  /** True if the stack stopped answering and the rest was left out. */
  readonly unreachable: boolean;
  readonly seconds: number;
}

const dayMs = 86_400_000;
/** Enough to keep one workerd busy on two cores. */
const requestsInFlight = 16;

interface Tally {
  posted: number;
  accepted: number;
  acceptedToday: number;
  readonly refused: Map<string, number>;
  unreachable: boolean;
}

/**
 * Registers the contracts of a synthetic fleet and posts its reports, oldest day first. Past days are spread over the
 * day by moving the stack's clock; today's reports carry the real time, so that the clock ends up right.
 */
export const simulate = async (options: SimulateOptions, io: SimulateIo): Promise<SimulationSummary> => {
  const started = performance.now();
  const tally: Tally = { posted: 0, accepted: 0, acceptedToday: 0, refused: new Map(), unreachable: false };
  const registration = await registerFleet(options.stack, options);
  if (registration !== undefined) await postAllDays(options, io, tally);
  return { ...tally, registration, seconds: (performance.now() - started) / 1_000 };
};

const postAllDays = async (options: SimulateOptions, io: SimulateIo, tally: Tally): Promise<void> => {
  const { connectors, days, seed, stack, signal = new AbortController().signal } = options;
  const today = Math.floor(io.now().getTime() / dayMs) * dayMs;
  for (let back = days - 1; back >= 0; back -= 1) {
    const start = today - back * dayMs;
    const post = async (index: number): Promise<void> => {
      if (tally.unreachable || signal.aborted) return;
      const at = back > 0 ? new Date(start + Math.floor((index / connectors) * dayMs)) : realTimeOn(start, io.now());
      const outcome = await postReport(stack, { connector: simulatedConnector(seed, index), at }, signal);
      tally.posted += 1;
      if (outcome.kind === "accepted") {
        tally.accepted += 1;
        if (back === 0) tally.acceptedToday += 1;
      } else if (outcome.kind === "refused") {
        tally.refused.set(outcome.reason, (tally.refused.get(outcome.reason) ?? 0) + 1);
      } else tally.unreachable = true;
      io.progress(tally.posted, connectors * days);
    };
    await forEachIndex(connectors, post);
  }
};

/** Real time, but never in the next day although midnight may pass: a report a day is what was asked for. */
const realTimeOn = (dayStartMs: number, now: Date): Date => new Date(Math.min(now.getTime(), dayStartMs + dayMs - 1));

/** Works through 0 to count − 1 with a bounded number in flight. `work` must not reject. */
const forEachIndex = async (count: number, work: (index: number) => Promise<void>): Promise<void> => {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: Math.min(requestsInFlight, count) }, lane));
};
