import type { RandomStream } from "@lagebild/simulator";
import type { SimpleType } from "./schema.ts";

const times = ["2026-11-23T06:55:10Z", "2026-11-21T00:00:00Z", "2026-11-10T13:14:15.250+01:00", "2026-05-31T23:59:59"];
const days = ["2026-11-23", "2027-01-23", "2028-02-29Z", "2030-12-31+01:00"];

/** Values that no reader may refuse. */
const plain: Readonly<Record<Exclude<SimpleType, readonly string[]>, readonly string[]>> = {
  boolean: ["true", "false", "1", "0"],
  condition: [
    "EC_CardTerminal_Not_Available(CT_ID_0176)",
    "EC_CardTerminal_Software_Out_Of_Date",
    "EC_LOG_OVERFLOW",
    "EC_OTHER_ERROR_STATE(3)",
    "EC_TSL_Expiring",
    "EC_Neu(1)",
  ],
  contractId: ["DE-4711/08#15", "B%(2)=!?+-*_@:.", "Praxis 1", "Ä"],
  date: days,
  dateTime: times,
  identifier5: ["KOCOC", "SECUN", "A_1", ""],
  identifier8: ["kocobox", "secu_kon", "RKONN", ""],
  localVersion: ["5.1.8", "0.0.0", "999.999.999"],
  centralVersion: ["5.0.5", "1.2.3-255", "99.99.99-0"],
  name: ["", "Konnektor", "KoCoBox MED+ & Söhne <1>"],
  positiveInteger: ["1", "10412", "+007", "999999999999999999999999"],
  string: ["80276883110000000001", "", "8027688311-20240101", " a\tb\nc "],
};

const longTexts = [5, 6, 8, 9, 128, 129, 256, 257].flatMap((length) => ["x".repeat(length), "😀".repeat(length)]);

/** Values at the edges of the types, on either side. */
const edges: readonly string[] = [
  longTexts,
  [
    "",
    " ",
    "\n",
    "true ",
    " 0",
    "TRUE",
    "yes",
    "2",
    "-1",
    "0",
    "00",
    "+",
    "+1",
    "1.0",
    "1e3",
    "0x1f",
    "١",
    "1 2",
    "\t7\n",
  ],
  ["9".repeat(24), "9".repeat(25), "9".repeat(48), `0${"1".repeat(30)}`],
  ["2026-02-29", "2028-02-29", "2026-13-01", "2026-00-10", "2026-01-32", "2100-02-29", "2000-02-29", "0000-01-01"],
  [
    "-0001-01-01",
    "10000-01-01",
    "012026-01-01",
    "99999-02-29",
    "2026-1-1",
    "20260101",
    "2026-01-01Z",
    "2026-01-01+14:00",
  ],
  ["2026-01-01-14:00", "2026-01-01+14:01", "2026-01-01+15:00", " 2026-01-01 ", "2026-01-01T00:00:00", "01.01.2026"],
  ["T24:00:00", "T24:00:00.0", "T24:00:01", "T23:59:60", "T23:60:00", "T00:00:00.", "T00:00", "t00:00:00z"].map(
    (time) => `2026-01-01${time}`,
  ),
  ["Z", "z", "+00:00", "-00:00", "+13:59", "+14:00", "-14:00", "+14:01", "+1:00", "+01:60", " Z"].map(
    (zone) => `2026-06-30T12:00:00.125${zone}`,
  ),
  ["9999-12-31T24:00:00Z", "9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "12026-02-29T00:00:00Z"],
  ["1.2.3", "1.2", "1.2.3.4", "1000.0.0", "100.0.0", "1.2.3-0", "1.2.3-256", "1.2.3-", "a.b.c", " 1.2.3", "1.2.3\n"],
  ["KOCOC", "KOCOCX", "a-b", "Ä", "a b", "kocobox12", "kocobox_", "<b>", "&amp;", "]]>", "'\""],
].flat();

/** A value that is in the type. */
export const drawPlain = (random: RandomStream, type: SimpleType): string =>
  typeof type === "string" ? random.pick(plain[type]) : random.pick(type);

/** A value that may or may not be in the type: whoever judges has to know. */
export const drawEdge = (random: RandomStream, type: SimpleType): string =>
  random.weighted<() => string>([
    [() => random.pick(edges), 6],
    [() => random.pick(random.pick(Object.values(plain))), 2],
    [() => ` ${drawPlain(random, type)}\n`, 1],
    [() => drawPlain(random, type), 1],
  ])();
