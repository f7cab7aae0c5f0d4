import { createHash } from "node:crypto";
import { once } from "node:events";
import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode } from "./error-code.ts";
import { repositoryRoot } from "./settings.ts";
import { spawnWrangler, wranglerEnvironment } from "./wrangler.ts";

/** D1 databases by name, each with the configuration that declares it. */
const databases = { provider: "wrangler.toml", gematik: "workers/gematik/wrangler.toml" } as const;

type Database = keyof typeof databases;
const databaseNames: readonly Database[] = ["provider", "gematik"];

export interface MigrationRun {
  readonly stateFolder: string;
  readonly log: number;
  readonly signal: AbortSignal;
}

/** Databases whose migrations differ from those that the state folder has seen. */
export const databasesToMigrate = async (stateFolder: string): Promise<Database[]> => {
  const changed = await Promise.all(
    databaseNames.map(async (name) => (await readStamp(stateFolder, name)) !== (await hashOf(name))),
  );
  return databaseNames.filter((_, position) => changed[position]);
};

/** Brings the local databases up to date; false if wrangler could not, then the log says why. */
export const migrate = async (names: readonly Database[], run: MigrationRun): Promise<boolean> => {
  // One after the other: both runs open the same bookkeeping file, and the second would find it locked.
  for (const name of names) if (!(await migrateOne(name, run))) return false;
  return true;
};

const migrateOne = async (name: Database, { stateFolder, log, signal }: MigrationRun): Promise<boolean> => {
  const hash = await hashOf(name);
  const target = ["--local", "--persist-to", stateFolder, "-c", databases[name], "--env="];
  const child = spawnWrangler({
    args: ["d1", "migrations", "apply", name, ...target],
    environment: wranglerEnvironment(stateFolder),
    log,
  });
  const end = () => void child.kill("SIGTERM");
  signal.addEventListener("abort", end);
  const [code] = await once(child, "exit");
  signal.removeEventListener("abort", end);
  if (code !== 0) return false;
  await writeFile(stampFile(stateFolder, name), hash);
  return true;
};

const stampFile = (stateFolder: string, name: Database): string => join(stateFolder, `migrated-${name}`);

const readStamp = (stateFolder: string, name: Database): Promise<string | undefined> =>
  readFile(stampFile(stateFolder, name), "utf8").catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  });

const hashOf = async (name: Database): Promise<string> => {
  const folder = join(repositoryRoot, "migrations", name);
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).toSorted();
  const hash = createHash("sha256");
  for (const file of files) hash.update(file).update(await readFile(join(folder, file)));
  return hash.digest("hex");
};
