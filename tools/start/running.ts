import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

const portFile = (stateFolder: string): string => join(stateFolder, "port");

/** Writes down where the stack of a state folder listens, for the next one that wants the folder. */
export const notePort = (stateFolder: string, port: number): Promise<void> =>
  writeFile(portFile(stateFolder), `${port}\n`, { mode: 0o600 });

/**
 * The port of a stack that already uses the state folder, or undefined. Two would share its databases. It counts only
 * if it answers: after a crash the file stays.
 */
export const portOfRunningStack = async (stateFolder: string): Promise<number | undefined> => {
  const port = Number(await readFile(portFile(stateFolder), "utf8").catch(() => ""));
  if (!Number.isInteger(port) || port < 1) return undefined;
  const answer = await fetch(`http://127.0.0.1:${port}/healthz`, { signal: AbortSignal.timeout(1_000) }).catch(
    () => undefined,
  );
  const body: unknown = await answer?.json().catch(() => undefined);
  const isOurs = typeof body === "object" && body !== null && "status" in body;
  return isOurs ? port : undefined;
};
