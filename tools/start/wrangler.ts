import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { repositoryRoot } from "./settings.ts";

/** Without the wrapper in wrangler's bin folder, so that signals reach the process that ends workerd. */
const wranglerScript = createRequire(import.meta.url).resolve("wrangler");
const endWithParent = fileURLToPath(new URL("end-with-parent.mjs", import.meta.url));

/** All that wrangler may see of the user's environment: it hands its environment on to the Workers (design 9). */
const passedOn = ["PATH", "HOME", "TERM", "TMPDIR", "LANG", "LC_ALL"] as const;

/** Keeps wrangler quiet, on this machine and inside the state folder. */
export const wranglerEnvironment = (stateFolder: string): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(passedOn.flatMap((name) => (name in process.env ? [[name, process.env[name]]] : []))),
  WRANGLER_LOG_PATH: join(stateFolder, "wrangler-logs"),
  WRANGLER_REGISTRY_PATH: join(stateFolder, "wrangler-registry"),
  WRANGLER_CACHE_DIR: join(stateFolder, "wrangler-cache"),
  // What it prints goes to our log already.
  WRANGLER_WRITE_LOGS: "false",
  WRANGLER_SEND_METRICS: "false",
  WRANGLER_SEND_ERROR_REPORTS: "false",
  WRANGLER_NO_SKILLS_UPDATE_PROMPTS: "true",
  // The banner is what asks npm's registry for a newer version.
  WRANGLER_HIDE_BANNER: "true",
  CLOUDFLARE_CF_FETCH_ENABLED: "false",
  NO_COLOR: "1",
  // esbuild (Go) stays for as long as wrangler runs: 200 MB without these two, 100 MB with them.
  GOGC: "25",
  GOMEMLIMIT: "40MiB",
});

/** wrangler bundles once and then only waits: some 40 MB less for no time that anyone notices. */
const frugal = ["--optimize-for-size", "--max-semi-space-size=2"];

export interface WranglerCall {
  readonly args: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** File descriptor that takes stdout and stderr. */
  readonly log: number;
}

/** Starts wrangler in our process group, never detached and never interactive. */
export const spawnWrangler = ({ args, environment, log }: WranglerCall): ChildProcess =>
  spawn(process.execPath, [...frugal, "--no-warnings", "--import", endWithParent, wranglerScript, ...args], {
    cwd: repositoryRoot,
    env: environment,
    stdio: ["ignore", log, log],
  });
