import {
  type OperatingRecord,
  type Product,
  type TrustList,
  cautModes,
  connectionStatuses,
  internetModes,
  siteTypes,
  tiConnectionModes,
} from "@lagebild/operating-data";

/**
 * A record as it lies in D1: one row, small integers for what the schemas enumerate, dictionary codes for products,
 * conditions and trust lists, short JSON lists for what repeats. Only true error states are kept: false ones say
 * nothing (facts T14).
 */
export interface RecordRow {
  readonly product: number;
  readonly flags: number;
  /** `[ti since, sis since]` in hours since 1970. */
  readonly connections: string | null;
  /** `[condition code, hour, count, …]`, three numbers a group. */
  readonly errors: string | null;
  /** `[CRL code, TSL code, BNetzA-VL code]`, null for one that is missing. */
  readonly trustLists: string | null;
  /** `[day, count, …]` in days since 1970. */
  readonly certificates: string | null;
  /** `[[product code, count, day, …], …]`. */
  readonly terminals: string | null;
}

/** A name of a record that needs a dictionary code. */
export interface RecordName {
  readonly kind: "product" | "condition" | "trust-list";
  readonly value: string;
}

/** A product's name in the dictionary. */
const productName = (product: Product): RecordName => ({
  kind: "product",
  value: JSON.stringify([
    product.vendor,
    product.product,
    product.hardware,
    product.firmware,
    product.productTypeVersion,
  ]),
});

const conditionName = (error: { condition: string; severity: string | null; type: string | null }): RecordName => ({
  kind: "condition",
  value: JSON.stringify([error.condition, error.severity, error.type]),
});

// The whole country has the same few lists a day.
const trustListName = (list: TrustList): RecordName => ({
  kind: "trust-list",
  value: JSON.stringify([list.number, list.issued, list.nextUpdate]),
});

const listsOf = ({ trustLists }: OperatingRecord) => [trustLists.crl, trustLists.tsl, trustLists.bnetzaVl];

/** All names of a record that `packRecord` asks the codes of. */
export const namesOf = (record: OperatingRecord): RecordName[] => [
  ...[record.product, ...record.terminals.map((terminal) => terminal.product)].map(productName),
  ...trueErrors(record).map(conditionName),
  ...listsOf(record).flatMap((list) => (list === null ? [] : [trustListName(list)])),
];

const trueErrors = (record: OperatingRecord) =>
  (record.connector?.errors ?? []).filter((error) => error.trueSince.length > 0);

/** Packs a record; `codeOf` knows every name of `namesOf`. */
export const packRecord = (record: OperatingRecord, codeOf: (name: RecordName) => number): RecordRow => {
  const { connector } = record;
  return {
    product: codeOf(productName(record.product)),
    flags: packFlags(record),
    connections: connector && JSON.stringify([hourOf(connector.ti.since), hourOf(connector.sis.since)]),
    errors: packList(
      trueErrors(record).flatMap((error) =>
        error.trueSince.flatMap(({ at, count }) => [codeOf(conditionName(error)), hourOf(at), count]),
      ),
    ),
    trustLists: packTrustLists(record, codeOf),
    certificates: packList(record.connectorCertificates.flatMap(({ end, count }) => [dayNumber(end), count])),
    terminals: packList(
      record.terminals.map((group) => [
        codeOf(productName(group.product)),
        group.count,
        ...group.certificateEnds.map(dayNumber),
      ]),
    ),
  };
};

const packList = (list: readonly unknown[]): string | null => (list.length === 0 ? null : JSON.stringify(list));

const packTrustLists = (record: OperatingRecord, codeOf: (name: RecordName) => number): string | null => {
  const codes = listsOf(record).map((list) => list && codeOf(trustListName(list)));
  return codes.every((code) => code === null) ? null : JSON.stringify(codes);
};

const hourOf = (instant: string): number => Math.floor(Date.parse(instant) / 3_600_000);

/** Days since 1970-01-01 of a UTC day. */
export const dayNumber = (day: string): number => Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000);

/** The UTC day of a number of days since 1970-01-01. */
export const dayOf = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);

const booleans = [false, true] as const;

/** The enumerated fields in the order of their digits, lowest first; digit 0 is "not reported". Append only. */
const flagFields = {
  siteType: siteTypes,
  onlineTi: connectionStatuses,
  onlineSis: connectionStatuses,
  tiConnectionMode: tiConnectionModes,
  internetMode: internetModes,
  tlsMandatory: booleans,
  cautMandatory: booleans,
  cautMode: cautModes,
  dvdOpen: booleans,
} as const;

type FlagField = keyof typeof flagFields;
export type Flags = { readonly [Field in FlagField]: (typeof flagFields)[Field][number] | null };

// Seven site types and "not reported" need three bits; every field gets as many, with room for newer values.
const digit = 8;

const packFlags = (record: OperatingRecord): number => {
  const flags: Flags = {
    siteType: record.siteType,
    onlineTi: record.connector?.ti.status ?? null,
    onlineSis: record.connector?.sis.status ?? null,
    ...record.configuration,
  };
  return Object.entries(flagFields)
    .map(([field, values]) => (values as readonly unknown[]).indexOf(flags[field as FlagField]) + 1)
    .reduceRight((packed, position) => packed * digit + position, 0);
};

/** The enumerated fields of a row. */
export const unpackFlags = (packed: number): Flags => {
  let rest = packed;
  const entries = Object.entries(flagFields).map(([field, values]) => {
    const position = rest % digit;
    rest = Math.floor(rest / digit);
    return [field, position === 0 ? null : values[position - 1]];
  });
  return Object.fromEntries(entries) as Flags;
};
