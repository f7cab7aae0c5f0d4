import { cp, glob, readFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { repositoryRoot } from "../start/settings.ts";
import { wranglerEnvironment } from "../start/wrangler.ts";
import { type Command, type Outcome, runCommand } from "./command.ts";

export interface Step {
  /** German, for the result line. */
  readonly title: string;
  readonly run: () => Promise<Outcome>;
}

const step = (title: string, command: Command): Step => ({ title, run: () => runCommand(command) });

const types = (title: string, project: string): Step =>
  step(`Typen: ${title}`, { program: "tsc", args: ["-p", project] });

/** Everything that can run beside something else; `scratch` is a folder that is thrown away. */
export const parallelSteps = (scratch: string): Step[] => {
  const environment = wranglerEnvironment(scratch);
  const wrangler = (title: string, args: string[], folder = "."): Step =>
    step(title, { program: "wrangler", args, folder, environment });
  const freshTypes = (folder: string, args: string[] = []): Step =>
    wrangler(`Bindungen aktuell: ${folder}`, ["types", ...args, "--include-runtime=false", "--check"], folder);
  const dryRun = (title: string, args: string[]): Step =>
    wrangler(`Probelauf deploy: ${title}`, [
      "deploy",
      "--dry-run",
      "--outdir",
      join(scratch, title.replaceAll(/\W/g, "-")),
      ...args,
    ]);
  return [
    step("Linter (oxlint)", { program: "oxlint", args: ["--type-aware", "--deny-warnings"] }),
    step("Formatierung (prettier)", { program: "prettier", args: ["--check", "--log-level", "warn", "."] }),
    types("packages", "packages"),
    types("packages/worker-kit", "packages/worker-kit"),
    types("workers", "workers"),
    types("tools und Tests", "."),
    step("Unbenutztes (knip)", { program: "knip", args: [] }),
    { title: "Lokaler Betrieb in keiner wrangler-Datei", run: findLocalMode },
    { title: "Migrationen aktuell", run: () => compareMigrations(join(scratch, "migrations")) },
    // The options are those of the command line that the generated file names in its second line.
    freshTypes("workers/ingest", ["--config=../../wrangler.toml"]),
    freshTypes("workers/gematik"),
    freshTypes("workers/local"),
    dryRun("ingest", ["-c", "wrangler.toml", "--env="]),
    dryRun("ingest, Anbieter example", ["-c", "wrangler.toml", "--env", "example"]),
    dryRun("ingest, Anbieter extern", ["-c", "wrangler.toml", "--env", "extern"]),
    dryRun("gematik", ["-c", "workers/gematik/wrangler.toml"]),
    dryRun("local", ["-c", "workers/local/wrangler.toml"]),
  ];
};

/** Uses all cores by itself and takes longest, so it runs alone and shows its output. */
export const testStep = step("Tests (vitest)", {
  program: "vitest",
  args: ["run", "--silent=passed-only"],
  live: true,
});

/** Asks drizzle-kit, on a copy, whether a schema has changed since its last migration. */
const compareMigrations = async (copy: string): Promise<Outcome> => {
  await cp(join(repositoryRoot, "migrations"), copy, { recursive: true });
  const outputs: string[] = [];
  for (const store of ["provider", "gematik"]) {
    const { output } = await runCommand({
      program: "drizzle-kit",
      args: ["generate", "--config", "tools/drizzle.config.ts"],
      environment: { ...process.env, STORE: store, MIGRATIONS: relative(repositoryRoot, copy) },
    });
    if (!output.includes("No schema changes")) outputs.push(`${store}: ${output}`);
  }
  return { passed: outputs.length === 0, output: outputs.join("\n") };
};

const localModeName = "LAGEBILD_LOCAL";

/** Local mode believes headers that move the clock: a configuration that names it could be deployed (design 9). */
const findLocalMode = async (): Promise<Outcome> => {
  const naming: string[] = [];
  for await (const path of glob("{.,workers/*}/wrangler.{toml,json,jsonc}", { cwd: repositoryRoot })) {
    if ((await readFile(join(repositoryRoot, path), "utf8")).includes(localModeName)) naming.push(path);
  }
  return { passed: naming.length === 0, output: naming.map((path) => `${path} nennt ${localModeName}.`).join("\n") };
};
