import { readSettings } from "../start/settings.ts";
import { type Tokens, readTokens } from "../start/state-folder.ts";
import { stackTexts } from "./texts.de.ts";

/** The local stack as its callers see it. */
export interface RunningStack {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly tokens: Tokens;
}

/** A sentence for the user that ends the command with exit code 1. */
export class CommandFailure extends Error {}

const answerMs = 10_000;

/** The stack that LAGEBILD_PORT and LAGEBILD_STATE name; fails if nothing answers there. */
export const findStack = async (): Promise<RunningStack> => {
  const settings = readSettings(process.env);
  if (!settings.ok) throw new CommandFailure(settings.error);
  const { baseUrl, stateFolder } = settings.value;
  if ((await statusOf(`${baseUrl}/healthz`)) === 0) throw new CommandFailure(stackTexts.notRunning(baseUrl));
  const tokens = await readTokens(stateFolder).catch(() => undefined);
  if (tokens === undefined) throw new CommandFailure(stackTexts.noTokens(stateFolder));
  return { baseUrl, tokens };
};

/** HTTP status of a GET, 0 if there is no answer. */
export const statusOf = async (url: string): Promise<number> => {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(answerMs) });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    // Nobody listens, or nobody answers in time.
    return 0;
  }
};
