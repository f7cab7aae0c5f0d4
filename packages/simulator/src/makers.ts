import type { DateHabit } from "./dates.ts";
import type { SchemaVersion } from "./connector.ts";
import type { XmlStyle } from "./xml-writer.ts";

export type VendorId = "KOCOC" | "SECUN" | "RISEG";

/** A line of firmware of one maker: one product type version, one document generation, one patch after the other. */
export interface FirmwareLine {
  readonly productTypeVersion: string;
  readonly major: number;
  readonly minor: number;
  readonly firstPatch: number;
  /** A frozen line gets no releases any more: its devices have missed the change to the next line. */
  readonly frozen: boolean;
  readonly schemaVersion: SchemaVersion;
  readonly weight: number;
  readonly style: XmlStyle;
}

export interface Maker {
  readonly vendorId: VendorId;
  readonly productCode: string;
  readonly vendorName: string;
  productName(hardwareVersion: string): string;
  readonly hardwareVersions: readonly (readonly [string, number])[];
  readonly weight: number;
  /** How the maker names a terminal in an ErrorCondition; the schema lets all three pass (gematik-facts §2.3). */
  readonly terminalHabit: "with-ct-id" | "empty-parentheses" | "bare-name";
  readonly serialNumberRadix: 10 | 16;
  readonly dates: DateHabit;
  /** Shifts the maker's release dates, so that at any date one maker's roll-out is under way. */
  readonly releaseShiftDays: number;
  readonly lines: readonly FirmwareLine[];
}

const UTF8 = '<?xml version="1.0" encoding="UTF-8"?>';

const SPEAKING_PREFIXES: XmlStyle = {
  declaration: UTF8,
  prefixes: { OPD: "OPD", CONN: "CONN", PI: "PI" },
  indentation: "  ",
  emptyElement: "self-closing",
};
const DEFAULT_ROOT: XmlStyle = {
  declaration: UTF8,
  prefixes: { OPD: "", CONN: "CONN", PI: "PI" },
  indentation: "\t",
  emptyElement: "self-closing",
};
const NUMBERED_PREFIXES: XmlStyle = {
  declaration: '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
  prefixes: { OPD: "ns4", CONN: "ns3", PI: "ns2" },
  indentation: null,
  emptyElement: "start-and-end-tag",
};
const DEFAULT_PER_SUBTREE: XmlStyle = {
  declaration: "",
  prefixes: "default-per-subtree",
  indentation: "    ",
  emptyElement: "start-and-end-tag",
};
const DEFAULT_PER_SUBTREE_DENSE: XmlStyle = { ...DEFAULT_PER_SUBTREE, indentation: null };

/** Vendor ids, product codes, first versions as seen in public repositories (gematik-facts §8.2); the rest is invented. */
const MAKERS: Readonly<Record<VendorId, Maker>> = {
  KOCOC: {
    vendorId: "KOCOC",
    productCode: "kocobox",
    vendorName: "KoCo Connector",
    productName: () => "KoCoBox MED+",
    hardwareVersions: [["2.0.0", 1]],
    weight: 38,
    terminalHabit: "with-ct-id",
    serialNumberRadix: 10,
    dates: { dateTime: "milliseconds-utc", dateZone: "" },
    releaseShiftDays: 0,
    lines: [
      line({ productTypeVersion: "5.1.0", firmware: [5, 1, 8], schemaVersion: "1.1.1", weight: 55 }, SPEAKING_PREFIXES),
      line({ productTypeVersion: "6.0.0", firmware: [6, 0, 1], schemaVersion: "1.1.2", weight: 45 }, DEFAULT_ROOT),
    ],
  },
  SECUN: {
    vendorId: "SECUN",
    productCode: "secu_kon",
    vendorName: "secunet Security Networks AG",
    // This maker prints the hardware version in the product name.
    productName: (hardwareVersion) => `secunet konnektor ${hardwareVersion}`,
    hardwareVersions: [
      ["2.0.0", 35],
      ["2.1.0", 65],
    ],
    weight: 42,
    terminalHabit: "empty-parentheses",
    serialNumberRadix: 16,
    dates: { dateTime: "seconds-offset", dateZone: "+01:00" },
    releaseShiftDays: 30,
    lines: [
      frozenLine({ productTypeVersion: "4.8.2", firmware: [4, 1, 3], weight: 4 }, DEFAULT_PER_SUBTREE_DENSE),
      line({ productTypeVersion: "5.0.2", firmware: [5, 0, 5], schemaVersion: "1.1.1", weight: 36 }, NUMBERED_PREFIXES),
      line(
        { productTypeVersion: "5.1.0", firmware: [5, 70, 2], schemaVersion: "1.1.2", weight: 60 },
        NUMBERED_PREFIXES,
      ),
    ],
  },
  RISEG: {
    vendorId: "RISEG",
    productCode: "RKONN",
    vendorName:
      "RISE - Research Industrial Systems Engineering Forschungs-, Entwicklungs- und Großprojektberatung GmbH",
    productName: () => "RISE Konnektor",
    hardwareVersions: [["1.0.0", 1]],
    weight: 20,
    terminalHabit: "bare-name",
    serialNumberRadix: 10,
    dates: { dateTime: "seconds-utc", dateZone: "Z" },
    releaseShiftDays: 60,
    lines: [
      frozenLine({ productTypeVersion: "4.8.1", firmware: [3, 0, 7], weight: 6 }, SPEAKING_PREFIXES),
      line(
        { productTypeVersion: "5.1.0", firmware: [5, 1, 14], schemaVersion: "1.1.1", weight: 34 },
        DEFAULT_PER_SUBTREE,
      ),
      line(
        { productTypeVersion: "6.0.2", firmware: [6, 1, 3], schemaVersion: "1.1.2", weight: 60 },
        DEFAULT_PER_SUBTREE,
      ),
    ],
  },
};

/** All makers with their share of the fleet, as weights. */
export const MAKER_SHARES: readonly (readonly [Maker, number])[] = Object.values(MAKERS).map((maker) => [
  maker,
  maker.weight,
]);

export function makerOf(vendorId: VendorId): Maker {
  return MAKERS[vendorId];
}

interface LineFacts {
  readonly productTypeVersion: string;
  readonly firmware: readonly [number, number, number];
  readonly weight: number;
}

function line(facts: LineFacts & { readonly schemaVersion: SchemaVersion }, style: XmlStyle): FirmwareLine {
  const [major, minor, firstPatch] = facts.firmware;
  const { productTypeVersion, schemaVersion, weight } = facts;
  return { productTypeVersion, major, minor, firstPatch, frozen: false, schemaVersion, weight, style };
}

function frozenLine(facts: LineFacts, style: XmlStyle): FirmwareLine {
  return { ...line({ ...facts, schemaVersion: "1.1.1" }, style), frozen: true };
}
