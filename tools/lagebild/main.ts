import { type ArgsDef, defineCommand, runCommand } from "citty";
import { countToday } from "./fleet-count.ts";
import { progressBar } from "./progress-bar.ts";
import { readInput, redact } from "./redact.ts";
import { redactionText, refusedText } from "./redact-texts.de.ts";
import { CommandFailure, findStack } from "./running-stack.ts";
import { simulate } from "./simulate.ts";
import { needsAttention, readStatus } from "./status.ts";
import { commandTexts, simulationText, statusText, usage } from "./texts.de.ts";

const exitFound = 1;
const exitWrongUse = 2;
const mostConnectors = 200_000;
const mostDays = 366;
const highestSeed = 0xffff_ffff;

/** Says what is wrong with a call; ends with exit code 2. */
class WrongUse extends Error {}

const simulateArgs = {
  connectors: { type: "string" },
  days: { type: "string" },
  seed: { type: "string", default: "1" },
} as const satisfies ArgsDef;

const simulateCommand = defineCommand({
  args: simulateArgs,
  run: async ({ args }): Promise<number> => {
    refuseUnknown(args, simulateArgs);
    const options = {
      connectors: readNumber("connectors", args.connectors, { from: 1, to: mostConnectors }),
      days: readNumber("days", args.days, { from: 1, to: mostDays }),
      seed: readNumber("seed", args.seed, { from: 0, to: highestSeed }),
    };
    const stack = await findStack();
    const bar = progressBar(process.stderr);
    const summary = await simulate({ ...options, stack }, { now: () => new Date(), progress: bar.draw });
    bar.end();
    const counted = summary.accepted === 0 ? undefined : await countToday(stack, summary.acceptedToday);
    console.log(simulationText(options, summary, counted));
    return summary.accepted === options.connectors * options.days ? 0 : exitFound;
  },
});

const redactCommand = defineCommand({
  args: {},
  run: async ({ args }): Promise<number> => {
    refuseUnknown(args, {});
    const redacted = redact(await readInput(process.stdin), new Date());
    if (!redacted.ok) {
      console.error(refusedText(redacted.error));
      return exitFound;
    }
    console.error(redactionText(redacted.value));
    console.log(redacted.value.xml);
    return 0;
  },
});

const statusCommand = defineCommand({
  args: {},
  run: async ({ args }): Promise<number> => {
    refuseUnknown(args, {});
    const stack = await findStack();
    const status = await readStatus(stack);
    const attention = needsAttention(status);
    console.log(statusText(stack.baseUrl, status, attention));
    return attention ? exitFound : 0;
  },
});

/** citty takes unknown options and surplus words silently. */
const refuseUnknown = (args: { readonly _: readonly string[] }, known: ArgsDef): void => {
  const unknown = Object.keys(args).find((name) => name !== "_" && !Object.hasOwn(known, name));
  if (unknown !== undefined) throw new WrongUse(commandTexts.unknownOption(unknown));
  const [surplus] = args._;
  if (surplus !== undefined) throw new WrongUse(commandTexts.surplus(surplus));
};

const readNumber = (name: string, text: string | undefined, limits: { from: number; to: number }): number => {
  const value = text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= limits.from && value <= limits.to)) throw new WrongUse(commandTexts.badNumber(name, limits));
  return value;
};

const main = async (): Promise<number> => {
  const [name, ...rawArgs] = process.argv.slice(2);
  if (name === "--help" || name === "-h" || rawArgs.includes("--help")) {
    console.log(usage);
    return 0;
  }
  if (name === undefined) throw new WrongUse(commandTexts.noCommand);
  const { result } = await runNamed(name, rawArgs);
  return typeof result === "number" ? result : 0;
};

const runNamed = (name: string, rawArgs: string[]): Promise<{ result: unknown }> => {
  switch (name) {
    case "simulate":
      return runCommand(simulateCommand, { rawArgs });
    case "redact":
      return runCommand(redactCommand, { rawArgs });
    case "status":
      return runCommand(statusCommand, { rawArgs });
    default:
      throw new WrongUse(commandTexts.unknownCommand(name));
  }
};

try {
  process.exitCode = await main();
} catch (error) {
  if (error instanceof WrongUse) {
    console.error(`${error.message}\n\n${usage}`);
    process.exitCode = exitWrongUse;
  } else if (error instanceof CommandFailure) {
    console.error(error.message);
    process.exitCode = exitFound;
  } else throw error;
}
