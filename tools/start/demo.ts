import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { simulate } from "../lagebild/simulate.ts";
import type { Settings } from "./settings.ts";
import type { Tokens } from "./state-folder.ts";
import { demoTexts } from "./texts.de.ts";

const fleet = { connectors: 320, days: 4, seed: 1 };

export interface DemoOptions {
  readonly settings: Settings;
  readonly tokens: Tokens;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** Has a small fleet report once for each UTC day on which the stack is started. */
export const runDemo = async ({ settings, tokens, signal, say }: DemoOptions): Promise<void> => {
  const stamp = join(settings.stateFolder, "demo-day");
  const today = new Date().toISOString().slice(0, 10);
  if ((await readFile(stamp, "utf8").catch(() => "")) === today) return;
  say(demoTexts.running(fleet.connectors, fleet.days));
  const stack = { baseUrl: settings.baseUrl, tokens };
  const summary = await simulate({ ...fleet, stack, signal }, { now: () => new Date(), progress: () => undefined });
  if (signal.aborted) return;
  const { accepted, posted, seconds } = summary;
  if (accepted === 0) return say(demoTexts.failed);
  say(demoTexts.done(accepted.toLocaleString("de-DE"), seconds.toFixed(1).replace(".", ",")));
  if (accepted < posted) return say(demoTexts.incomplete((posted - accepted).toLocaleString("de-DE")));
  await writeFile(stamp, today);
};
