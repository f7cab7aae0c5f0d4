/**
 * XML Schema's simple types as far as the operating data use them. Each reader takes the element's text and gives the
 * normal form, or undefined if the text is not in the type's lexical space.
 */
export type ReadValue<Value> = (text: string) => Value | undefined;

// Types derived from token and all non-string types collapse white space before they are checked (XSD 1.0, 4.3.6).
// White space is XML's: `trim` would take off U+00A0 too.
const collapse = (text: string): string => text.replace(/[\t\n\r ]+/g, " ").replace(/^ | $/g, "");

/** `xsd:string` with a pattern and a maximal length in characters. */
export const pattern =
  (allowed: RegExp, maxLength = Infinity): ReadValue<string> =>
  (text) =>
    text.length <= maxLength && allowed.test(text) ? text : undefined;

/** `xsd:boolean`: true, false, 1, 0. */
export const boolean: ReadValue<boolean> = (text) => {
  const value = collapse(text);
  if (value === "true" || value === "1") return true;
  return value === "false" || value === "0" ? false : undefined;
};

/** `xsd:positiveInteger` as decimal digits without sign and leading zeros; up to 48 digits (a CRL number has 20 octets). */
export const positiveInteger: ReadValue<string> = (text) => /^\+?0*([1-9][0-9]{0,47})$/.exec(collapse(text))?.[1];

const dayPattern = "([0-9]{4})-([0-9]{2})-([0-9]{2})";
const zonePattern = "(Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?";
// A zone or 24:00:00 may reach into the year 10000, which four digits cannot name.
const lastInstant = Date.parse("9999-12-31T23:59:59Z");
const datePattern = new RegExp(`^${dayPattern}${zonePattern}$`);
const instantPattern = new RegExp(
  `^${dayPattern}T((?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\\.[0-9]+)?|24:00:00(?:\\.0+)?)${zonePattern}$`,
);

/** `xsd:date` as YYYY-MM-DD; a time zone is accepted and dropped, as an end date names a day. */
export const date: ReadValue<string> = (text) => {
  const match = datePattern.exec(collapse(text));
  return match && isCalendarDay(match) ? `${match[1]}-${match[2]}-${match[3]}` : undefined;
};

/** `xsd:dateTime` as an instant in UTC to the second (`2026-11-23T10:05:00Z`); without a zone it is read as UTC. */
export const instant: ReadValue<string> = (text) => {
  const match = instantPattern.exec(collapse(text));
  if (!match || !isCalendarDay(match)) return undefined;
  const midnight = Date.parse(`${match[1]}-${match[2]}-${match[3]}T00:00:00Z`);
  const [hours = 0, minutes = 0, seconds = 0] = (match[4] ?? "").split(":").map(Number);
  const local = midnight + ((hours * 60 + minutes) * 60 + Math.floor(seconds)) * 1000;
  return `${new Date(Math.min(local - offsetMs(match[5]), lastInstant)).toISOString().slice(0, 19)}Z`;
};

const isCalendarDay = (match: RegExpExecArray): boolean => {
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1 || month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
};

const offsetMs = (zone: string | undefined): number => {
  if (zone === undefined || zone === "Z") return 0;
  const [hours = 0, minutes = 0] = zone.slice(1).split(":").map(Number);
  return (zone.startsWith("-") ? -1 : 1) * (hours * 60 + minutes) * 60_000;
};

/** One of the schema's values after collapsing, or null for a newer value that this schema does not know yet. */
export const enumeration =
  <const Value extends string>(values: readonly Value[]): ReadValue<Value | null> =>
  (text) => {
    const reported = collapse(text);
    return values.find((value) => value === reported) ?? null;
  };
