/** A CSV record with the number of its first line, counted from 1; `fields` is undefined if its quotes do not pair. */
export interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[] | undefined;
}

// A quoted field may hold line breaks. What is still open after so many lines is a stray quote, not an address.
const longestRecord = 10;

/**
 * Splits RFC 4180 text into records; any mix of line ends, empty lines passed over. A record with a stray quote costs
 * its first line only: reading goes on with the next, which no CSV library does.
 */
export const splitCsv = (text: string, delimiter: "," | ";"): CsvRecord[] => {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const records: CsvRecord[] = [];
  for (let index = 0; index < lines.length;) {
    const line = lines[index] ?? "";
    const whole = line === "" ? undefined : readRecord(lines, index, delimiter);
    if (line !== "") records.push({ line: index + 1, fields: whole?.fields });
    index += whole?.lines ?? 1;
  }
  return records;
};

/** The record that starts on a line, and how many lines it takes; undefined if its quotes do not pair. */
const readRecord = (
  lines: readonly string[],
  start: number,
  delimiter: string,
): { fields: string[]; lines: number } | undefined => {
  let text = lines[start] ?? "";
  for (let taken = 1; ; taken += 1) {
    const fields = splitRecord(text, delimiter);
    if (fields === "broken") return undefined;
    if (fields !== "open") return { fields, lines: taken };
    const next = lines[start + taken];
    if (next === undefined || taken === longestRecord) return undefined;
    text += `\n${next}`;
  }
};

/** The fields of a record; `open` if it ends inside quotes, `broken` if a quote stands where none may be. */
const splitRecord = (text: string, delimiter: string): string[] | "open" | "broken" => {
  if (!text.includes('"')) return text.split(delimiter);
  const fields: string[] = [];
  for (let position = 0; position <= text.length;) {
    const field = text[position] === '"' ? quotedField(text, position) : plainField(text, position, delimiter);
    if (typeof field === "string") return field;
    fields.push(field.value);
    if (field.end < text.length && text[field.end] !== delimiter) return "broken";
    position = field.end + 1;
  }
  return fields;
};

type Field = { readonly value: string; readonly end: number };

const quotedField = (text: string, start: number): Field | "open" => {
  for (let end = start + 1; ; end += 2) {
    end = text.indexOf('"', end);
    if (end < 0) return "open";
    if (text[end + 1] !== '"') return { value: text.slice(start + 1, end).replaceAll('""', '"'), end: end + 1 };
  }
};

const plainField = (text: string, start: number, delimiter: string): Field | "broken" => {
  const found = text.indexOf(delimiter, start);
  const end = found < 0 ? text.length : found;
  const value = text.slice(start, end);
  return value.includes('"') ? "broken" : { value, end };
};
