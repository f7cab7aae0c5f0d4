import { once } from "node:events";
import { closeSync, openSync, readFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { runDemo } from "./demo.ts";
import { waitUntilHealthy } from "./health.ts";
import { awaitInterruption } from "./interruption.ts";
import { databasesToMigrate, migrate } from "./migrations.ts";
import { checkPort } from "./port.ts";
import { notePort, portOfRunningStack } from "./running.ts";
import { type Settings, readSettings } from "./settings.ts";
import { type Stack, startStack } from "./stack.ts";
import { type Tokens, keepSecrets, keepTokens, openStateFolder, tokensFile } from "./state-folder.ts";
import { readyText, texts } from "./texts.de.ts";
import { keepTicking } from "./ticks.ts";

const healthyWithinMs = 120_000;
const logTailLines = 20;

let stack: Stack | undefined;
const interruption = awaitInterruption(() => {
  stack?.kill();
  process.exit(130);
});

/** One sentence for the user, and the end. */
class StartError extends Error {}

const main = async (): Promise<void> => {
  const read = readSettings(process.env);
  if (!read.ok) throw new StartError(read.error);
  const settings = read.value;
  console.log(texts.starting(settings.stateFolder));
  await checkPlace(settings);
  const logPath = join(settings.stateFolder, "wrangler.log");
  const log = openSync(logPath, "w", 0o600);
  try {
    await run(settings, { path: logPath, descriptor: log });
  } finally {
    await stack?.stop();
    closeSync(log);
  }
};

interface Log {
  readonly path: string;
  readonly descriptor: number;
}

const run = async (settings: Settings, log: Log): Promise<void> => {
  const { stateFolder } = settings;
  const kept = await Promise.all([keepTokens(stateFolder), keepSecrets(stateFolder)]).catch(() => undefined);
  if (kept === undefined) throw new StartError(texts.damaged(stateFolder));
  const [tokens, secrets] = kept;
  await bringUpToDate(stateFolder, log);
  if (interruption.signal.aborted) return;
  console.log(texts.waiting);
  stack = startStack({ settings, tokens, secrets, log: log.descriptor });
  await expectHealthy(settings, stack, log);
  if (interruption.signal.aborted) return;
  const seconds = process.uptime().toFixed(1).replace(".", ",");
  console.log(readyText(settings, { tokens: tokensFile(stateFolder), log: log.path }, seconds));
  await serve({ settings, tokens, stack, log });
};

const checkPlace = async ({ stateFolder, port }: Settings): Promise<void> => {
  const state = await checkPort(port);
  if (state === "taken") throw new StartError(texts.portTaken(port));
  if (state === "forbidden") throw new StartError(texts.portForbidden(port));
  if (!(await openStateFolder(stateFolder))) throw new StartError(texts.notWritable(stateFolder));
  const other = await portOfRunningStack(stateFolder);
  if (other !== undefined) throw new StartError(texts.inUse(stateFolder, other));
  await notePort(stateFolder, port);
};

const bringUpToDate = async (stateFolder: string, log: Log): Promise<void> => {
  const outdated = await databasesToMigrate(stateFolder);
  if (outdated.length === 0) return;
  console.log(texts.migrating);
  const migrated = await migrate(outdated, { stateFolder, log: log.descriptor, signal: interruption.signal });
  if (!migrated && !interruption.signal.aborted) throw new StartError(withTail(texts.migrationFailed(log.path), log));
};

const expectHealthy = async (settings: Settings, started: Stack, log: Log): Promise<void> => {
  const giveUp = new AbortController();
  void started.ended.then(() => giveUp.abort());
  const signals = [interruption.signal, giveUp.signal, AbortSignal.timeout(healthyWithinMs)];
  const healthy = await waitUntilHealthy(settings.baseUrl, AbortSignal.any(signals));
  if (healthy || interruption.signal.aborted) return;
  throw new StartError(
    withTail(
      giveUp.signal.aborted ? texts.crashed(log.path) : texts.notHealthy(healthyWithinMs / 1_000, log.path),
      log,
    ),
  );
};

interface Running {
  readonly settings: Settings;
  readonly tokens: Tokens;
  readonly stack: Stack;
  readonly log: Log;
}

/** Ticks and plays the demo until the user or wrangler ends it. */
const serve = async ({ settings, tokens, stack: running, log }: Running): Promise<void> => {
  const end = new AbortController();
  const signal = AbortSignal.any([interruption.signal, end.signal]);
  const ticking = keepTicking({
    baseUrl: settings.baseUrl,
    monitorToken: tokens.monitor,
    signal,
    report: () => console.error(texts.tickFailed(log.path)),
    log: (line) => writeSync(log.descriptor, `${new Date().toISOString()} ${line}\n`),
  });
  const demo = settings.demo ? runDemo({ settings, tokens, signal, say: console.log }) : Promise.resolve();
  await Promise.race([running.ended, interrupted()]);
  end.abort();
  await Promise.all([ticking, demo]);
  if (!interruption.signal.aborted) throw new StartError(withTail(texts.crashed(log.path), log));
};

const interrupted = async (): Promise<void> => {
  if (!interruption.signal.aborted) await once(interruption.signal, "abort");
  console.log(`\n${texts.stopping}`);
};

const withTail = (sentence: string, log: Log): string => {
  const lines = readFileSync(log.path, "utf8").trimEnd().split("\n");
  return [sentence, ...lines.slice(-logTailLines).map((line) => `  ${line}`)].join("\n");
};

try {
  await main();
  console.log(texts.stopped);
  process.exit(0);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  console.error(error.message);
  process.exit(1);
}
