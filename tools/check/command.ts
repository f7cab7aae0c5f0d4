import { type ChildProcess, spawn } from "node:child_process";
import { delimiter, join } from "node:path";
import { repositoryRoot } from "../start/settings.ts";

/** A program of node_modules/.bin with its arguments. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** Relative to the repository; its root if absent. */
  readonly folder?: string;
  /** Instead of the environment of this process. */
  readonly environment?: NodeJS.ProcessEnv;
  /** Shows the output while it comes, for what takes long. */
  readonly live?: boolean;
}

export interface Outcome {
  readonly passed: boolean;
  /** Empty for a live command, whose output was shown already. */
  readonly output: string;
}

const binaries = join(repositoryRoot, "node_modules/.bin");
const running = new Set<ChildProcess>();

/** Runs a command to its end; everything but exit code 0 fails. */
export const runCommand = ({ program, args, folder, environment, live }: Command): Promise<Outcome> =>
  new Promise((resolve) => {
    const base = environment ?? process.env;
    const chunks: string[] = [];
    const child = spawn(join(binaries, program), args, {
      cwd: join(repositoryRoot, folder ?? "."),
      // The programs are scripts that take `node` from the PATH: it has to be the pinned one.
      env: { ...base, PATH: `${binaries}${delimiter}${base.PATH ?? ""}` },
      stdio: live ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    });
    running.add(child);
    child.stdout?.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
    child.stderr?.on("data", (chunk: Buffer) => chunks.push(chunk.toString()));
    child.on("error", (error) => chunks.push(error.message));
    child.on("close", (code) => {
      running.delete(child);
      resolve({ passed: code === 0, output: chunks.join("") });
    });
  });

/** Ends what still runs when we are told to end. */
export const endAllCommands = (): void => {
  for (const child of running) child.kill("SIGTERM");
};
