import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { progressBar } from "../lagebild/progress-bar.ts";
import { proveRecovery } from "./recovery.ts";
import { recoveryText, thousandText, usage } from "./texts.de.ts";
import { proveThousand } from "./thousand.ts";

const wrongUse = (): number => {
  console.error(usage);
  return 2;
};

const readCall = (): { proof: string | undefined; reports: number } | undefined => {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { reports: { type: "string", default: "1000" } },
    });
    return { proof: positionals[0], reports: Number(values.reports) };
  } catch {
    // parseArgs throws on unknown options only; its English message would not help a German reader.
    return undefined;
  }
};

const run = async (proof: string, reports: number, stateFolder: string): Promise<boolean> => {
  const bar = progressBar(process.stderr);
  if (proof === "recovery") {
    const recovery = await proveRecovery(stateFolder, reports, bar.draw);
    bar.end();
    console.log(recoveryText(recovery));
    return recovery.lost === 0 && recovery.leaks.length === 0;
  }
  const thousand = await proveThousand(stateFolder, reports, bar.draw);
  bar.end();
  console.log(thousandText(thousand));
  const isExact = thousand.rounds.every((round) => round.accepted === reports && round.fleet === reports);
  return isExact && thousand.leaks.length === 0;
};

const main = async (): Promise<number> => {
  const call = readCall();
  const isKnown = call?.proof === "recovery" || call?.proof === "thousand";
  if (!isKnown || !Number.isInteger(call.reports) || call.reports < 10) return wrongUse();
  const stateFolder = await mkdtemp(join(tmpdir(), "lagebild-proof-"));
  try {
    return (await run(call.proof ?? "", call.reports, stateFolder)) ? 0 : 1;
  } finally {
    await rm(stateFolder, { recursive: true, force: true });
  }
};

// Without a handler a signal would end us before "exit" can end the stack.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
process.exitCode = await main();
