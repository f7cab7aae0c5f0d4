// Entry of the npm scripts, in plain JavaScript for Node 20: installs what the lock file names, once, and runs the given
// script under the pinned Node 24. Everything it says goes to stderr: stdout belongs to the script.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { constants as system } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const modules = join(root, "node_modules");
const binaries = join(modules, ".bin");
const node24 = join(binaries, "node");
const stamp = join(modules, ".lagebild-install");

const texts = {
  installing: "Lagebild: Die benötigten Pakete werden eingerichtet (einmalig, je nach Verbindung etwa eine Minute) …",
  installed: (seconds) => `Lagebild: Pakete eingerichtet (${seconds} s).`,
  unreachable:
    "Die Paketquelle (npm-Registry) ist nicht erreichbar. Bitte die Verbindung prüfen und den Befehl wiederholen.",
  notWritable: `Im Ordner ${root} fehlt die Schreibberechtigung. Bitte die Rechte prüfen und den Befehl wiederholen.`,
  noSpace: `Im Ordner ${root} ist kein Speicherplatz frei. Bitte Platz schaffen und den Befehl wiederholen.`,
  npxMissing: "Das Programm npx fehlt. Bitte Node.js zusammen mit npm installieren (Version 20 oder neuer).",
  failed: "Die Pakete ließen sich nicht einrichten. Letzte Meldungen:",
};

class SetupError extends Error {}

let child;
let stopping = false;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
  process.on(signal, () => {
    stopping = true;
    child?.kill(signal);
  });
}
endWithParent();

try {
  await install();
  if (!stopping) process.exitCode = await run(node24, process.argv.slice(2), "inherit");
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
process.exit(process.exitCode ?? 130);

async function install() {
  const wanted = installationHash();
  if (existsSync(node24) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.error(texts.installing);
  checkWritable();
  const started = Date.now();
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const output = [];
  // pmOnFail: pnpm must not look for another version of itself, it is the pinned one already.
  const pnpm = ["-y", packageManager, "install", "--frozen-lockfile", "--config.pmOnFail=ignore"];
  const code = await run("npx", pnpm, output);
  if (stopping) return;
  if (code !== 0) throw new SetupError(explain(output.join("")));
  writeFileSync(stamp, wanted);
  console.error(texts.installed(Math.round((Date.now() - started) / 1000)));
}

function installationHash() {
  const hash = createHash("sha256");
  // The manifests too: a lock file that does not follow them must fail here, not on somebody else's fresh clone.
  const manifests = ["packages", "workers"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((member) => `${folder}/${member}/package.json`),
  );
  const files = ["pnpm-lock.yaml", "pnpm-workspace.yaml", "package.json", ...manifests].map((file) => join(root, file));
  for (const file of files) if (existsSync(file)) hash.update(readFileSync(file));
  return hash.digest("hex");
}

function checkWritable() {
  try {
    accessSync(existsSync(modules) ? modules : root, constants.W_OK);
  } catch {
    // accessSync says no in this way only.
    throw new SetupError(texts.notWritable);
  }
}

/** One sentence for what a user can mend, the last lines of output for anything else. */
function explain(output) {
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|META_FETCH_FAIL/.test(output)) {
    return texts.unreachable;
  }
  if (/EACCES|EPERM|EROFS/.test(output)) return texts.notWritable;
  if (/ENOSPC/.test(output)) return texts.noSpace;
  return `${texts.failed}\n${output.trimEnd().split("\n").slice(-15).join("\n")}`;
}

/** Runs a program in our process group; resolves to its exit code, or 128 + n if signal n ended it. */
function run(program, args, output) {
  const inherit = output === "inherit";
  const environment = { ...process.env, PATH: `${binaries}${delimiter}${process.env.PATH ?? ""}` };
  // Of pnpm we want its complaints even under `npm run -s`, no question, and no minutes of retries.
  if (!inherit) Object.assign(environment, { CI: "true", npm_config_loglevel: "error", npm_config_fetch_retries: "1" });
  return new Promise((done, fail) => {
    const stdio = inherit ? "inherit" : ["ignore", "pipe", "pipe"];
    child = spawn(program, args, { cwd: inherit ? process.cwd() : root, stdio, env: environment });
    child.stdout?.on("data", (chunk) => output.push(String(chunk)));
    child.stderr?.on("data", (chunk) => output.push(String(chunk)));
    child.on("error", (cause) => fail(cause.code === "ENOENT" ? new SetupError(texts.npxMissing) : cause));
    child.on("close", (code, signal) => done(code ?? 128 + system.signals[signal]));
  });
}

/** If npm is killed hard nobody tells us, but we are handed to another parent: then the script must end as well. */
function endWithParent() {
  const before = ancestors();
  const timer = setInterval(() => {
    if (ancestors() === before) return;
    clearInterval(timer);
    stopping = true;
    child?.kill("SIGTERM");
  }, 500);
  timer.unref();
}

/** Our parent, and if that is the shell which npm puts between itself and us, npm too: such a shell outlives npm. */
function ancestors() {
  const parent = process.ppid;
  try {
    const isShellOfNpm = readFileSync(`/proc/${parent}/cmdline`, "utf8").includes("bootstrap.mjs");
    if (process.env.npm_lifecycle_event === undefined || !isShellOfNpm) return `${parent}`;
    const stat = readFileSync(`/proc/${parent}/stat`, "utf8");
    const [, grandparent] = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return `${parent} ${grandparent}`;
  } catch {
    // Not Linux, or the parent is gone: then its number has changed as well.
    return `${process.ppid}`;
  }
}
