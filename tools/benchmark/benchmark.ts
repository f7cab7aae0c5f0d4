import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { operatingDataXml, simulatedConnector } from "@lagebild/simulator";
import { createTestHarness } from "wrangler";
import { z } from "zod";
import { descendantsOf } from "../start/process-tree.ts";

export interface Measured {
  readonly documentBytes: number;
  readonly terminals: number;
  /** Median of the rounds, in milliseconds for one document. */
  readonly medianMs: number;
  readonly recordBytes: number;
}

const receivedAt = new Date("2026-11-23T06:55:10Z");

/** A document of about 15 KB, as most Konnektoren send it, and the largest that facts 1.3 foresees. */
const documents = (): readonly { terminals: number; text: string }[] => {
  const fleet = Array.from({ length: 1_000 }, (_, index) => simulatedConnector(1, index));
  const usual = fleet.find((connector) => isNear(operatingDataXml(connector, receivedAt).length, 15_000));
  if (usual === undefined) throw new Error("no simulated device writes 15 KB");
  const terminals = fleet.flatMap((connector) => connector.terminals).slice(0, 500);
  return [usual, { ...usual, terminals }].map((connector) => ({
    terminals: connector.terminals.length,
    text: operatingDataXml(connector, receivedAt),
  }));
};

const isNear = (length: number, wanted: number): boolean => Math.abs(length - wanted) < 500;

/**
 * Computing time (CPU) that workerd needs to read and redact a document. Its own clock stands still meanwhile, so that
 * we ask the system (Linux only), which other programs on the machine do not disturb.
 */
export const benchmark = async (rounds: number): Promise<readonly Measured[]> => {
  const configPath = fileURLToPath(new URL("wrangler.toml", import.meta.url));
  const harness = createTestHarness({ workers: [{ configPath }] });
  const { url } = await harness.listen();
  try {
    const measured: Measured[] = [];
    for (const { terminals, text } of documents()) measured.push({ terminals, ...(await measure(url, text, rounds)) });
    return measured;
  } finally {
    await harness.close();
  }
};

const measure = async (url: URL, text: string, rounds: number): Promise<Omit<Measured, "terminals">> => {
  // Linux counts computing time in hundredths of a second: a round has to be long for it.
  const many = Math.max(10, Math.round(6_000_000 / text.length));
  let recordBytes = 0;
  const call = async (times: number): Promise<number> => {
    const before = computingMs();
    const answer = await fetch(new URL(`/?times=${times}`, url), { method: "POST", body: text });
    recordBytes = z.object({ recordBytes: z.number() }).parse(await answer.json()).recordBytes;
    return computingMs() - before;
  };
  // The compiler of the engine needs some documents before it is at its best, as in a Worker that has been running.
  for (let round = 0; round < 3; round += 1) await call(many);
  const samples: number[] = [];
  for (let round = 0; round < rounds; round += 1) samples.push((await call(many)) / many);
  const medianMs = samples.toSorted((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN;
  return { documentBytes: new TextEncoder().encode(text).length, medianMs, recordBytes };
};

const tickMs = 10;

/** Computing time of all processes below ours so far, of which workerd alone has something to do. */
const computingMs = (): number =>
  descendantsOf(process.pid).reduce((sum, pid) => {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // Fields 14 and 15 of proc(5): user and system time; the name before them may hold anything.
    const [utime, stime] = stat
      .slice(stat.lastIndexOf(")") + 2)
      .split(" ")
      .slice(11, 13);
    return sum + (Number(utime) + Number(stime)) * tickMs;
  }, 0);
