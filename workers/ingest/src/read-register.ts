import { type Result, fail, succeed } from "@lagebild/result";
import { type Info, parse } from "csv-parse/browser/esm/sync";
import { type RegisterEntry, type RejectedLine, checkEntry, registerEntrySchema } from "./register-entry.ts";

/** Good entries with their lines, and the lines that were not good. */
export interface ReadRegister {
  readonly entries: readonly { readonly line: number; readonly entry: RegisterEntry }[];
  readonly rejected: readonly RejectedLine[];
}

const columns = Object.keys(registerEntrySchema.shape);

interface CsvRow {
  readonly record: readonly string[];
  readonly info: Info;
}

/**
 * Register as CSV (RFC 4180, comma or semicolon, with or without BOM; the first line names the columns). A broken line
 * is reported by its number and costs no other line; only an unusable header line refuses the whole.
 */
export const readRegisterCsv = (text: string): Result<ReadRegister, "header"> => {
  const rejected: RejectedLine[] = [];
  const headerLine = /^[^\r\n]*/.exec(text.replace(/^\uFEFF/, ""))?.[0] ?? "";
  const delimiter = headerLine.includes(";") ? ";" : ",";
  const rows = parse(text, {
    bom: true,
    delimiter,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
    on_skip: (error) => {
      rejected.push({ line: Number(error?.["lines"] ?? 0), reason: "Anführungszeichen nicht paarweise" });
      return undefined;
    },
  }) as unknown as readonly CsvRow[];
  const [header, ...lines] = rows;
  const names = header?.record.map((name) => name.trim()) ?? [];
  const mandatory = names.includes("contractId") && names.includes("siteType");
  if (!mandatory || names.some((name) => !columns.includes(name)) || new Set(names).size < names.length)
    return fail("header");
  const entries: { line: number; entry: RegisterEntry }[] = [];
  for (const { record, info } of lines) {
    if (record.length !== names.length) {
      rejected.push({ line: info.lines, reason: `${record.length} statt ${names.length} Felder` });
      continue;
    }
    const checked = checkEntry(Object.fromEntries(names.map((name, index) => [name, record[index]])));
    if ("entry" in checked) entries.push({ line: info.lines, entry: checked.entry });
    else rejected.push({ line: info.lines, reason: checked.reason });
  }
  return succeed({ entries, rejected: rejected.toSorted((a, b) => a.line - b.line) });
};

/** Register as NDJSON: one object a line, with the CSV's column names; `iccsns` may be a list. */
export const readRegisterNdjson = (text: string): ReadRegister => {
  const entries: { line: number; entry: RegisterEntry }[] = [];
  const rejected: RejectedLine[] = [];
  text.split("\n").forEach((content, index) => {
    if (content.trim() === "") return;
    const line = index + 1;
    const checked = checkEntry(parseObject(content));
    if ("entry" in checked) entries.push({ line, entry: checked.entry });
    else rejected.push({ line, reason: parseObject(content) === undefined ? "kein JSON-Objekt" : checked.reason });
  });
  return { entries, rejected };
};

const parseObject = (content: string): Record<string, unknown> | undefined => {
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    const fields = value as Record<string, unknown>;
    return Array.isArray(fields["iccsns"]) ? { ...fields, iccsns: fields["iccsns"].join(" ") } : fields;
  } catch {
    // JSON.parse has no other way to say that a line is broken.
    return undefined;
  }
};
