import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunningStack } from "../lagebild/running-stack.ts";
import { statusOf } from "../lagebild/running-stack.ts";
import { errorCode } from "../start/error-code.ts";
import { repositoryRoot } from "../start/settings.ts";
import { readTokens } from "../start/state-folder.ts";
import { memoryOfGroup } from "./process-memory.ts";

/** A stack as `npm start` brings it up, in a process group of its own, so that a proof can end all of it at once. */
export interface StartedStack extends RunningStack {
  readonly stateFolder: string;
  /** Seconds from the start of the process to the first healthy answer. */
  readonly secondsToHealthy: number;
  /** Largest sum of resident memory of all its processes so far, in bytes. */
  readonly peakMemory: () => number;
  /** SIGKILL to every process at once: nothing gets to tidy up. */
  readonly kill: () => Promise<void>;
  /** What Ctrl-C does. */
  readonly stop: () => Promise<void>;
}

const longestStartMs = 120_000;

/** Starts the local stack on a free port without the demo; throws if it does not become healthy. */
export const startLocalStack = async (stateFolder: string): Promise<StartedStack> => {
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const started = performance.now();
  const child = spawn("npm", ["start"], {
    cwd: repositoryRoot,
    // A group of its own lets the proof kill exactly what it started.
    detached: true,
    stdio: "ignore",
    env: { ...process.env, LAGEBILD_PORT: `${port}`, LAGEBILD_STATE: stateFolder, LAGEBILD_DEMO: "0" },
  });
  const group = child.pid;
  if (group === undefined) throw new Error("npm start could not be started");
  // Whoever ends the proof ends the stack: a group of its own would live on.
  const killWithUs = (): void => killGroup(group);
  process.once("exit", killWithUs);
  while ((await statusOf(`${baseUrl}/healthz`)) !== 200) {
    if (child.exitCode !== null || performance.now() - started > longestStartMs) {
      throw new Error(`npm start is not healthy, see ${join(stateFolder, "logs")}`);
    }
    await sleep(50);
  }
  const secondsToHealthy = (performance.now() - started) / 1_000;
  const tokens = await readTokens(stateFolder);
  if (tokens === undefined) throw new Error("npm start left no tokens");
  const watch = watchMemory(group);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    watch.stop();
    process.kill(-group, signal);
    await exited(child);
    while (memoryOfGroup(group) > 0) await sleep(50);
    process.off("exit", killWithUs);
  };
  return {
    baseUrl,
    tokens,
    stateFolder,
    secondsToHealthy,
    peakMemory: watch.peak,
    kill: () => end("SIGKILL"),
    stop: () => end("SIGINT"),
  };
};

const killGroup = (group: number): void => {
  try {
    process.kill(-group, "SIGKILL");
  } catch (error) {
    if (errorCode(error) !== "ESRCH") throw error;
  }
};

const exited = async (child: ChildProcess): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  await new Promise<void>((resolve) => void child.once("exit", () => resolve()));
};

const freePort = async (): Promise<number> =>
  await new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });

const watchMemory = (group: number): { peak: () => number; stop: () => void } => {
  let largest = 0;
  const measure = (): void => {
    largest = Math.max(largest, memoryOfGroup(group));
  };
  const timer = setInterval(measure, 250);
  return {
    peak: () => {
      measure();
      return largest;
    },
    stop: () => clearInterval(timer),
  };
};
