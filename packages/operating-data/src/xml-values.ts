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

// XML Schema counts characters, JavaScript UTF-16 units.
const characters = (text: string): number => text.length - (text.match(/[\uD800-\uDBFF]/g)?.length ?? 0);

/** `xsd:string` with a maximal length in characters. */
export const string =
  (maxLength = Infinity): ReadValue<string> =>
  (reported) =>
    characters(reported) <= maxLength ? reported : undefined;

/** `xsd:boolean`: true, false, 1, 0. */
export const boolean: ReadValue<boolean> = (text) => {
  const value = collapse(text);
  if (value === "true" || value === "1") return true;
  return value === "false" || value === "0" ? false : undefined;
};

/** `xsd:positiveInteger` as decimal digits without sign and leading zeros; up to 48 digits (a CRL number has 20 octets). */
export const positiveInteger: ReadValue<string> = (text) => /^\+?0*([1-9][0-9]{0,47})$/.exec(collapse(text))?.[1];

// A year may be negative or have more than four digits; the year 0 does not exist (XSD 1.0, part 2, 3.2.7).
const dayPattern = "(-?)([1-9][0-9]{4,}|[0-9]{4})-([0-9]{2})-([0-9]{2})";
const zonePattern = "(Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?";
const datePattern = new RegExp(`^${dayPattern}${zonePattern}$`);
const instantPattern = new RegExp(
  `^${dayPattern}T(?:([01][0-9]|2[0-3]):([0-5][0-9]):([0-5][0-9])(?:\\.[0-9]+)?|(24):00:00(?:\\.0+)?)${zonePattern}$`,
);

// What lies outside the years that four digits can name is as far away for every purpose; a zone may reach there, too.
const firstInstant = Date.parse("0001-01-01T00:00:00Z");
const lastInstant = Date.parse("9999-12-31T23:59:59Z");
const inNamedYears = (time: number): string =>
  `${new Date(Math.min(Math.max(time, firstInstant), lastInstant)).toISOString().slice(0, 19)}Z`;

/** `xsd:date` as YYYY-MM-DD; a time zone is accepted and dropped, as an end date names a day. */
export const date: ReadValue<string> = (reported) => {
  const match = datePattern.exec(collapse(reported));
  const midnight = match ? midnightOf(match) : undefined;
  return midnight === undefined ? undefined : inNamedYears(midnight).slice(0, 10);
};

/** `xsd:dateTime` as an instant in UTC to the second (`2026-11-23T10:05:00Z`); without a zone it is read as UTC. */
export const instant: ReadValue<string> = (reported) => {
  const match = instantPattern.exec(collapse(reported));
  const midnight = match ? midnightOf(match) : undefined;
  if (match === null || midnight === undefined) return undefined;
  const [, , , , , hours = match[8], minutes = 0, seconds = 0] = match;
  const local = midnight + ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
  return inNamedYears(local - offsetMs(match[9]));
};

// The calendar repeats itself after 400 years. So much later no year is one of the two digits that Date.UTC moves to 19xx.
const cycleYears = 400;
const cycleMs = 146_097 * 86_400_000;

/** Start of the day that a match of `dayPattern` names, in milliseconds; undefined if the calendar does not have it. */
const midnightOf = ([, sign, year = "", month, day]: RegExpExecArray): number | undefined => {
  if (/^0+$/.test(year)) return undefined;
  const time = Date.UTC(Number(year.slice(-4)) + cycleYears, Number(month) - 1, Number(day));
  const found = new Date(time);
  if (found.getUTCMonth() !== Number(month) - 1 || found.getUTCDate() !== Number(day)) return undefined;
  if (sign === "-") return -Infinity;
  return year.length > 4 ? Infinity : time - cycleMs;
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
