import { rmSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { endAllCommands } from "./command.ts";
import { type Step, parallelSteps, testStep } from "./steps.ts";

/** Two cores is what the checks are made for. */
const atATime = 2;
const titleWidth = 44;

/** Runs a step, says how it ended and shows the output of a failing one; true if it passed. */
const perform = async ({ title, run }: Step): Promise<boolean> => {
  const started = performance.now();
  const { passed, output } = await run();
  const seconds = ((performance.now() - started) / 1_000).toFixed(1).replace(".", ",");
  console.log(`${passed ? "bestanden" : "FEHLER   "}  ${title.padEnd(titleWidth)} ${seconds.padStart(6)} s`);
  if (!passed && output.trim() !== "") console.log(`${output.trimEnd()}\n`);
  return passed;
};

/** Works through the steps with a bounded number at a time. */
const performAll = async (steps: readonly Step[]): Promise<boolean[]> => {
  const waiting = steps.values();
  const results: boolean[] = [];
  const lane = async (): Promise<void> => {
    for (const step of waiting) results.push(await perform(step));
  };
  await Promise.all(Array.from({ length: atATime }, lane));
  return results;
};

const scratch = await mkdtemp(join(tmpdir(), "lagebild-check-"));
for (const [signal, exitCode] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const) {
  process.on(signal, () => {
    endAllCommands();
    rmSync(scratch, { recursive: true, force: true });
    process.exit(exitCode);
  });
}
try {
  console.log("Lagebild wird geprüft …");
  const results = [...(await performAll(parallelSteps(scratch))), await perform(testStep)];
  const passed = results.filter(Boolean).length;
  console.log(`${passed} passed, ${results.length - passed} failed`);
  process.exitCode = passed === results.length ? 0 : 1;
} finally {
  await rm(scratch, { recursive: true, force: true });
}
