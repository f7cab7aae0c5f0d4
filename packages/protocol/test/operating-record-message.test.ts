import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildRecord, readOperatingData } from "@lagebild/operating-data";
import { operatingDataXml, simulatedConnector } from "../../simulator/src/index.ts";
import { type OperatingRecordMessage, maxMessageBytes, operatingRecordMessageSchema } from "../src/index.ts";

const at = new Date("2026-11-23T06:55:10Z");

const aMessage = (seed: number, index: number): OperatingRecordMessage => {
  const connector = simulatedConnector(seed, index);
  const result = readOperatingData(operatingDataXml(connector, at));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  const record = buildRecord(result.value.data, connector.siteType, at);
  return { version: 1, recordId: "0123456789abcdef".repeat(2), day: "2026-11-23", revision: 1, record };
};

const someMessage = fc.tuple(fc.nat(200), fc.nat(5_000)).map(([seed, index]) => aMessage(seed, index));

type Plain = Record<string, unknown>;

/** All objects in a value, the value itself first. */
const objectsIn = (value: unknown): Plain[] => {
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  if (value === null || typeof value !== "object") return [];
  return [value as Plain, ...Object.values(value).flatMap(objectsIn)];
};

/** A copy of the message in which one object was changed by hand. */
const tampered = (message: OperatingRecordMessage, index: number, change: (object: Plain) => void): unknown => {
  const copy = structuredClone(message);
  const objects = objectsIn(copy);
  change(objects[index % objects.length] ?? {});
  return copy;
};

const passes = (message: unknown): boolean => operatingRecordMessageSchema.safeParse(message).success;

describe("a record on its way to gematik", () => {
  test("passes for every device of the field, unchanged, and fits into a message", () => {
    fc.assert(
      fc.property(someMessage, (message) => {
        expect(operatingRecordMessageSchema.parse(message)).toEqual(message);
        expect(JSON.stringify(message).length).toBeLessThan(maxMessageBytes / 5);
      }),
    );
  });

  test.each(["0001-01-01T00:00:00+14:00", "1969-12-31T23:59:59Z", "9999-12-31T24:00:00Z", "2026-11-23T24:00:00-14:00"])(
    "passes for a device whose clock says %s",
    (instant) => {
      const document = operatingDataXml(simulatedConnector(1, 1), at);
      const strange = document.replaceAll(/>\d{4}-\d\d-\d\dT[^<]*</g, `>${instant}<`);
      const result = readOperatingData(strange);
      if (!result.ok) throw new Error(JSON.stringify(result.error));
      expect(passes({ ...aMessage(1, 1), record: buildRecord(result.value.data, "MVZ", at) })).toBe(true);
    },
  );

  test("is refused with one key too many, wherever it stands", () => {
    fc.assert(
      fc.property(
        someMessage,
        fc.nat(),
        fc.constantFrom("contractId", "iccsn", "receivedAt", "tenant", "x"),
        (message, index, key) => {
          const extra = tampered(message, index, (object) => Object.assign(object, { [key]: "1" }));
          expect(passes(extra)).toBe(false);
        },
      ),
    );
  });

  test("is refused with one key missing, wherever it stood", () => {
    fc.assert(
      fc.property(someMessage, fc.nat(), fc.nat(), (message, index, position) => {
        const lacking = tampered(message, index, (object) => {
          const keys = Object.keys(object);
          Reflect.deleteProperty(object, keys[position % keys.length] ?? "");
        });
        expect(passes(lacking)).toBe(false);
      }),
    );
  });

  test.each([
    ["another version", { version: 2 }],
    ["a record id in capitals", { recordId: "0123456789ABCDEF".repeat(2) }],
    ["a record id that is too short", { recordId: "0123456789abcdef" }],
    ["a day that does not exist", { day: "2026-02-30" }],
    ["an instant for a day", { day: "2026-11-23T00:00:00Z" }],
    ["no revision yet", { revision: 0 }],
    ["half a revision", { revision: 1.5 }],
  ])("is refused with %s", (_case, change) => {
    expect(passes({ ...aMessage(1, 1), ...change })).toBe(false);
  });

  const { record } = aMessage(1, 1);
  const errors = (change: object) => ({
    connector: record.connector && {
      ...record.connector,
      errors: record.connector.errors.map((row) => ({ ...row, ...change })),
    },
  });
  test.each([
    ["an unknown site type", { siteType: "EINZELPRAXIS" }],
    ["a vendor of six characters", { product: { ...record.product, vendor: "ABCDEF" } }],
    ["a product code with a blank", { product: { ...record.product, product: "a b" } }],
    ["a firmware that is a sentence", { product: { ...record.product, firmware: "1.2.3 beta" } }],
    ["a terminal's ID in a condition", errors({ condition: "EC_CardTerminal_Not_Available(CT_ID_0176)" })],
    ["a condition that no catalogue has", errors({ condition: "EC_Praxis_Muster" })],
    ["a severity that no schema has", errors({ severity: "Kanarie" })],
    ["a row that counts nothing", errors({ trueSince: [{ at: "2026-11-23T05:00:00Z", count: 0 }] })],
    ["an instant with a zone", errors({ trueSince: [{ at: "2026-11-23T05:00:00+01:00", count: 1 }] })],
    [
      "more than 10,000 rows",
      errors({ trueSince: Array.from({ length: 10_001 }, () => ({ at: "2026-11-23T05:00:00Z", count: 1 })) }),
    ],
    [
      "a list number of 49 digits",
      { trustLists: { ...record.trustLists, crl: { ...record.trustLists.tsl, number: "9".repeat(49) } } },
    ],
    ["a certificate's end that does not exist", { connectorCertificates: [{ end: "2027-02-29", count: 1 }] }],
  ])("is refused with %s in the record", (_case, change) => {
    expect(passes({ ...aMessage(1, 1), record })).toBe(true);
    expect(passes({ ...aMessage(1, 1), record: { ...record, ...change } })).toBe(false);
  });
});
