import { spawn } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** Documents of one kind with the schema that they must satisfy. */
export interface Batch {
  /** What the documents are, for people. */
  readonly title: string;
  /** Absolute path of the XSD. */
  readonly schema: string;
  readonly documents: readonly NamedDocument[];
}

export interface NamedDocument {
  /** A file name, unique in its batch. */
  readonly name: string;
  readonly text: string;
}

export interface BatchReport {
  readonly title: string;
  readonly documents: number;
  readonly valid: number;
  readonly validNames: ReadonlySet<string>;
  /** xmllint's lines about the others, without any path of this machine. */
  readonly complaints: readonly string[];
}

export type BatchResult =
  { readonly ok: true; readonly value: BatchReport } | { readonly ok: false; readonly error: BatchError };

export type BatchError =
  | { readonly code: "xmllint-missing" }
  | { readonly code: "schema-unusable"; readonly title: string; readonly detail: string };

/** Exit codes of xmllint: 1 not well-formed, 3 and 4 invalid, 5 schema not usable, 9 out of memory. */
const ABOUT_THE_DOCUMENTS = new Set([0, 1, 3, 4]);
const SCHEMA_UNUSABLE = 5;
/** Keeps the command line far below ARG_MAX and the files written at once below the limit of open files. */
const FILES_A_CALL = 250;

/**
 * Writes the documents of a batch into `folder` (created) and validates them with Debian's xmllint, offline: without
 * --loaddtd the DOCTYPE of xmldsig-core-schema.xsd is never fetched, and --nonet forbids the network altogether.
 * Throws if xmllint ends in a way that says nothing about the documents.
 */
export async function validateBatch(batch: Batch, folder: string): Promise<BatchResult> {
  await mkdir(folder, { recursive: true });
  const validNames = new Set<string>();
  const complaints: string[] = [];
  for (let start = 0; start < batch.documents.length; start += FILES_A_CALL) {
    const documents = batch.documents.slice(start, start + FILES_A_CALL);
    await Promise.all(documents.map(({ name, text }) => writeFile(join(folder, name), text)));
    const files = documents.map(({ name }) => name);
    const run = await runXmllint(["--nonet", "--noout", "--schema", batch.schema, ...files], folder);
    if (run === "missing") return { ok: false, error: { code: "xmllint-missing" } };
    if (run.exitCode === SCHEMA_UNUSABLE) {
      return { ok: false, error: { code: "schema-unusable", title: batch.title, detail: run.lines[0] ?? "" } };
    }
    if (!ABOUT_THE_DOCUMENTS.has(run.exitCode)) throw new Error(`xmllint ended with exit code ${run.exitCode}`);
    const verdicts = new Map(files.map((name) => [`${name} validates`, name]));
    for (const line of run.lines) {
      const valid = verdicts.get(line);
      if (valid !== undefined) validNames.add(valid);
      else if (line !== "") complaints.push(line);
    }
  }
  const { title, documents } = batch;
  return {
    ok: true,
    value: { title, documents: documents.length, valid: validNames.size, validNames, complaints },
  };
}

interface XmllintRun {
  readonly exitCode: number;
  /** Of stderr, where xmllint prints both verdicts and complaints. */
  readonly lines: readonly string[];
}

/** Runs in the documents' folder and gets bare file names, so no line it prints holds the folder's path. */
function runXmllint(options: readonly string[], folder: string): Promise<XmllintRun | "missing"> {
  return new Promise((resolve, reject) => {
    const child = spawn("xmllint", options, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
    let output = "";
    child.stderr.setEncoding("utf8").on("data", (chunk: string) => (output += chunk));
    child.on("error", (cause: NodeJS.ErrnoException) => {
      if (cause.code === "ENOENT") resolve("missing");
      else reject(new Error("xmllint could not be started", { cause }));
    });
    child.on("close", (exitCode, signal) => {
      if (exitCode === null) reject(new Error(`xmllint was ended by ${signal}`));
      else resolve({ exitCode, lines: output.split("\n") });
    });
  });
}
