import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { descendantsOf, killHard } from "./process-tree.ts";
import type { Settings } from "./settings.ts";
import { type Secrets, type Tokens, apiTokens } from "./state-folder.ts";
import { spawnWrangler, wranglerEnvironment } from "./wrangler.ts";

/** The gateway first: only the first Worker of a session gets the port. */
const configurations = ["workers/local/wrangler.toml", "wrangler.toml", "workers/gematik/wrangler.toml"];

/** wrangler writes down what is in memory within this time, or is stuck. */
const patienceMs = 8_000;

/** All Workers in one `wrangler dev`. */
export interface Stack {
  /** Settles when wrangler is gone, whoever ended it. */
  readonly ended: Promise<void>;
  readonly stop: () => Promise<void>;
  readonly kill: () => void;
}

export interface StackOptions {
  readonly settings: Settings;
  readonly tokens: Tokens;
  readonly secrets: Secrets;
  readonly log: number;
}

export const startStack = ({ settings, tokens, secrets, log }: StackOptions): Stack => {
  const { stateFolder, port } = settings;
  const where = ["--persist-to", stateFolder, "--port", String(port), "--ip", "localhost"];
  // Port 0: any free one, so that the debuggers of two stacks do not meet.
  const quiet = ["--inspector-port", "0", "--show-interactive-dev-session=false"];
  const child = spawnWrangler({
    args: ["dev", ...configurations.flatMap((path) => ["-c", path]), ...where, ...quiet, "--env="],
    environment: { ...wranglerEnvironment(stateFolder), ...workerEnvironment(tokens, secrets) },
    log,
  });
  let alive = true;
  let offspring: number[] = [];
  // Should wrangler be killed hard, workerd would stay and keep the port: then we must know it already.
  const watch = setInterval(() => (offspring = descendantsOf(child.pid ?? 0)), 1_000);
  const watchEnd = async () => {
    await once(child, "exit");
    alive = false;
    clearInterval(watch);
    killHard(offspring);
  };
  const ended = watchEnd();
  const kill = () => {
    if (!alive) return;
    offspring = descendantsOf(child.pid ?? 0);
    child.kill("SIGKILL");
    killHard(offspring);
  };
  const stop = async () => {
    if (alive) child.kill("SIGTERM");
    await Promise.race([ended, sleep(patienceMs, undefined, { ref: false })]);
    kill();
    await ended;
  };
  return { ended, stop, kill };
};

/** What local mode adds (design 9); through the process environment it reaches every Worker, and no file names it. */
const workerEnvironment = (tokens: Tokens, secrets: Secrets): NodeJS.ProcessEnv => ({
  CLOUDFLARE_INCLUDE_PROCESS_ENV: "true",
  X_LOCAL_OBSERVABILITY: "false",
  X_LOCAL_EXPLORER: "false",
  LAGEBILD_LOCAL: "1",
  API_TOKENS: apiTokens(tokens),
  TENANT_TOKEN: tokens.tenant,
  ...secrets,
});
