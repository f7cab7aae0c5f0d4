import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { progressBar } from "../lagebild/progress-bar.ts";
import { proveRecovery } from "./recovery.ts";
import { proveRedaction } from "./redaction.ts";
import { proveEveryLine } from "./redactor-lines.ts";
import { proveReidentification } from "./reidentification.ts";
import { reidentificationText } from "./reidentification-texts.de.ts";
import { linesText, recoveryText, redactionText, thousandText, usage } from "./texts.de.ts";
import { proveThousand } from "./thousand.ts";

interface Outcome {
  readonly text: string;
  readonly passed: boolean;
}

type Progress = (done: number, total: number) => void;

/** A proof by its options, each a whole number with its usual value and least value. */
interface Proof {
  readonly unit: string;
  readonly options: Readonly<Record<string, { readonly usual: number; readonly least: number }>>;
  readonly run: (numbers: (option: string) => number, progress: Progress) => Promise<Outcome>;
}

const proofs: Readonly<Record<string, Proof>> = {
  recovery: {
    unit: "Meldungen",
    options: { reports: { usual: 1_000, least: 10 } },
    run: (numbers, progress) =>
      inStateFolder(async (folder) => {
        const recovery = await proveRecovery(folder, numbers("reports"), progress);
        return { text: recoveryText(recovery), passed: recovery.lost === 0 && recovery.leaks.length === 0 };
      }),
  },
  thousand: {
    unit: "Meldungen",
    options: { reports: { usual: 1_000, least: 10 } },
    run: (numbers, progress) =>
      inStateFolder(async (folder) => {
        const reports = numbers("reports");
        const thousand = await proveThousand(folder, reports, progress);
        const isExact = thousand.rounds.every((round) => round.accepted === reports && round.fleet === reports);
        return { text: thousandText(thousand), passed: isExact && thousand.leaks.length === 0 };
      }),
  },
  redaction: {
    unit: "Dokumente",
    options: { documents: { usual: 100_000, least: 1 }, seed: { usual: 1, least: 0 } },
    run: async (numbers, progress) => {
      const proof = proveRedaction({ documents: numbers("documents"), seed: numbers("seed") }, progress);
      return { text: redactionText(proof), passed: proof.leaks.size === 0 && proof.interfering === 0 };
    },
  },
  lines: {
    unit: "Zeilen",
    options: { stride: { usual: 1, least: 1 } },
    run: async (numbers, progress) => {
      const proof = await proveEveryLine({ stride: numbers("stride") }, progress);
      return { text: linesText(proof), passed: proof.survivors.length === 0 };
    },
  },
  reidentification: {
    unit: "Datensätze",
    options: {
      devices: { usual: 10_000, least: 20 },
      days: { usual: 30, least: 2 },
      seed: { usual: 1, least: 0 },
    },
    run: async (numbers, progress) => {
      const options = { devices: numbers("devices"), days: numbers("days"), seed: numbers("seed") };
      return { text: reidentificationText(await proveReidentification(options, progress)), passed: true };
    },
  },
};

const inStateFolder = async (prove: (folder: string) => Promise<Outcome>): Promise<Outcome> => {
  const folder = await mkdtemp(join(tmpdir(), "lagebild-proof-"));
  try {
    return await prove(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

interface Call {
  readonly proof: Proof;
  readonly numbers: (option: string) => number;
}

/** The proof that is called for; undefined if the call is none of ours. */
const readCall = (args: readonly string[]): Call | undefined => {
  const [name = "", ...rest] = args;
  const proof = Object.hasOwn(proofs, name) ? proofs[name] : undefined;
  if (proof === undefined) return undefined;
  const given = readNumbers(proof, rest);
  if (given === undefined) return undefined;
  return { proof, numbers: (option) => given.get(option) ?? 0 };
};

const readNumbers = ({ options }: Proof, args: string[]): ReadonlyMap<string, number> | undefined => {
  try {
    const entries = Object.entries(options).map(
      ([name, { usual }]) => [name, { type: "string" as const, default: String(usual) }] as const,
    );
    const { values } = parseArgs({ args, options: Object.fromEntries(entries) });
    const numbers = Object.entries(options).map(([name, { least }]): [string, number] => {
      const text = String(values[name]);
      const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
      return [name, number >= least ? number : Number.NaN];
    });
    return numbers.some(([, number]) => Number.isNaN(number)) ? undefined : new Map(numbers);
  } catch {
    // parseArgs throws on unknown options only; its English message would not help a German reader.
    return undefined;
  }
};

const main = async (): Promise<number> => {
  const call = readCall(process.argv.slice(2));
  if (call === undefined) {
    console.error(usage);
    return 2;
  }
  const bar = progressBar(process.stderr, call.proof.unit);
  const { text, passed } = await call.proof.run(call.numbers, bar.draw);
  bar.end();
  console.log(text);
  return passed ? 0 : 1;
};

// Without a handler a signal would end us before "exit" can end the stack.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => process.exit(1));
process.exitCode = await main();
