import { type Result, fail, succeed } from "@lagebild/result";
import { type RegisterEntry, type RejectedLine, checkEntry, registerEntrySchema } from "./register-entry.ts";
import { splitCsv } from "./split-csv.ts";

/** Good entries, and the lines that were not good. */
export interface ReadRegister {
  readonly entries: readonly RegisterEntry[];
  readonly rejected: readonly RejectedLine[];
}

const columns = Object.keys(registerEntrySchema.shape);

/** Collects entries and rejects; beyond the first thousand rejects only their number is kept. */
class Reading {
  readonly entries: RegisterEntry[] = [];
  readonly #listed: RejectedLine[] = [];
  #firstUnlisted = 0;
  #unlisted = 0;

  add(line: number, delivered: unknown): void {
    const checked = checkEntry(delivered);
    if ("entry" in checked) this.entries.push(checked.entry);
    else this.reject(line, checked.reason);
  }

  reject(line: number, reason: string): void {
    if (this.#listed.length < listedRejects) this.#listed.push({ line, reason });
    else {
      if (this.#unlisted === 0) this.#firstUnlisted = line;
      this.#unlisted += 1;
    }
  }

  get result(): ReadRegister {
    if (this.#unlisted === 0) return { entries: this.entries, rejected: this.#listed };
    const reason = `ab hier ${this.#unlisted} weitere Zeilen abgewiesen; bitte zuerst die genannten berichtigen`;
    return { entries: this.entries, rejected: [...this.#listed, { line: this.#firstUnlisted, reason }] };
  }
}

const listedRejects = 1_000;

/**
 * Register as CSV (RFC 4180, comma or semicolon, with or without BOM; the first line names the columns). A broken line
 * is reported by its number and costs no other line; only an unusable header line refuses the whole.
 */
export const readRegisterCsv = (text: string): Result<ReadRegister, "header"> => {
  const headerLine = /^[^\r\n]*/.exec(text)?.[0] ?? "";
  const [header, ...records] = splitCsv(text, headerLine.includes(";") ? ";" : ",");
  const names = header?.fields?.map((name) => name.trim()) ?? [];
  const hasMandatory = names.includes("contractId") && names.includes("siteType");
  const isUsable = names.every((name) => columns.includes(name)) && new Set(names).size === names.length;
  if (!hasMandatory || !isUsable) return fail("header");
  const reading = new Reading();
  for (const { line, fields } of records) {
    if (fields === undefined) reading.reject(line, "Anführungszeichen nicht paarweise");
    else if (fields.length !== names.length) reading.reject(line, `${fields.length} statt ${names.length} Felder`);
    else reading.add(line, Object.fromEntries(names.map((name, index) => [name, fields[index]])));
  }
  return succeed(reading.result);
};

/** Register as NDJSON: one object a line, with the CSV's column names; `iccsns` may be a list. */
export const readRegisterNdjson = (text: string): ReadRegister => {
  const reading = new Reading();
  for (const [index, content] of text.split("\n").entries()) {
    if (content.trim() === "") continue;
    const delivered = parseObject(content);
    if (delivered === undefined) reading.reject(index + 1, "kein JSON-Objekt");
    else reading.add(index + 1, delivered);
  }
  return reading.result;
};

const parseObject = (content: string): Record<string, unknown> | undefined => {
  // JSON.parse throws for every other line, and throwing a million times takes a minute.
  if (!content.trimStart().startsWith("{")) return undefined;
  try {
    const fields = JSON.parse(content) as Record<string, unknown>;
    return Array.isArray(fields["iccsns"]) ? { ...fields, iccsns: fields["iccsns"].join(" ") } : fields;
  } catch {
    // JSON.parse has no other way to say that a line is broken.
    return undefined;
  }
};
