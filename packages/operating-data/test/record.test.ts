import type { XmlElement } from "@lagebild/xml";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type OperatingData, type OperatingRecord, buildRecord, readOperatingData, siteTypes } from "../src/index.ts";
import { aDocument, fixture, generations, mapped, readTree, withChildren } from "./a-document.ts";
import { receivedAt, recordOf, someReport, withWithheld } from "./a-simulated-report.ts";

const bytes = (record: OperatingRecord): string => JSON.stringify(record);

/** Rows whose order a device chooses. */
const rowNames = new Set(["ErrorState", "CertificateData", "CardTerminal"]);

const shuffledRows = (tree: XmlElement, order: readonly number[]): XmlElement => {
  let drawn = 0;
  const rank = (): number => order[drawn++ % order.length] ?? 0;
  return mapped(tree, (element) => {
    if (!element.children.every(({ name }) => rowNames.has(name))) return element;
    const ranked = element.children.map((child) => ({ child, rank: rank() }));
    return { ...element, children: ranked.toSorted((a, b) => a.rank - b.rank).map(({ child }) => child) };
  });
};

describe("the record", () => {
  test.each(generations)("of generation %s is what the fixture says", (generation) => {
    const result = readOperatingData(fixture(generation, "input.xml"));
    if (!result.ok) throw new Error(JSON.stringify(result.error));
    expect(buildRecord(result.value.data, "ARZTPRAXIS", receivedAt)).toEqual(
      JSON.parse(fixture(generation, "expected.json")),
    );
  });

  test.each(siteTypes)("carries the register's site type %s, not the device's", (siteType) => {
    const result = readOperatingData(fixture("1.1.1", "input.xml"));
    expect(result.ok && buildRecord(result.value.data, siteType, receivedAt).siteType).toBe(siteType);
  });

  test("says nothing for what a device leaves out", () => {
    const sparse = { ...aDocument, children: aDocument.children.slice(0, 2) };
    expect(recordOf(sparse)).toMatchObject({
      configuration: { tiConnectionMode: null, internetMode: null, tlsMandatory: null, cautMode: null, dvdOpen: null },
      connector: null,
      trustLists: { crl: null, tsl: null, bnetzaVl: null },
      connectorCertificates: [],
      terminals: [],
    });
  });

  test("groups equal terminals with a count, and keeps apart what differs in a certificate's month", () => {
    const [first, second] = readTree(aDocument).data.terminals;
    if (!first || !second) throw new Error("the fixture has two terminals");
    const later = { ...second, certificateEnds: ["2029-06-01"] };
    const sameMonth = { ...second, certificateEnds: ["2029-06-15"] };
    const data: OperatingData = { ...readTree(aDocument).data, terminals: [later, first, sameMonth, first, second] };
    const groups = buildRecord(data, "MVZ", receivedAt).terminals;
    expect(groups.map(({ product, certificateEnds, count }) => [product.vendor, certificateEnds, count])).toEqual([
      ["ATERM", ["2026-11-01"], 1],
      ["ATERM", ["2029-06-30"], 2],
      ["XTERM", ["2027-01-05", "2028-02-29"], 2],
    ]);
  });

  test("keeps rows of one condition apart by severity and type, and sums their times by coarsened instant", () => {
    const state = { condition: "UNKNOWN", severity: "Info", type: "Operation", value: true } as const;
    const data: OperatingData = {
      ...readTree(aDocument).data,
      connector: {
        ti: { status: "Online", since: "2026-11-23T00:00:00Z" },
        sis: { status: null, since: "2026-11-23T00:00:00Z" },
        errors: [
          { ...state, validFrom: "2026-11-23T05:59:00Z" },
          { ...state, severity: "Fatal", validFrom: "2026-11-23T05:00:00Z" },
          { ...state, type: null, validFrom: "2026-11-23T05:00:00Z" },
          { ...state, validFrom: "2026-11-23T04:00:00Z" },
          { ...state, validFrom: "2026-11-23T05:00:01Z" },
          { ...state, value: false, validFrom: "2026-11-23T05:00:01Z" },
        ],
      },
    };
    const at = "2026-11-23T05:00:00Z";
    expect(buildRecord(data, "MVZ", receivedAt).connector?.errors).toEqual([
      { condition: "UNKNOWN", severity: "Fatal", type: "Operation", falseCount: 0, trueSince: [{ at, count: 1 }] },
      {
        condition: "UNKNOWN",
        severity: "Info",
        type: "Operation",
        falseCount: 1,
        trueSince: [
          { at: "2026-11-23T04:00:00Z", count: 1 },
          { at, count: 2 },
        ],
      },
      { condition: "UNKNOWN", severity: "Info", type: null, falseCount: 0, trueSince: [{ at, count: 1 }] },
    ]);
  });

  test("counts each row of the document once", () => {
    fc.assert(
      fc.property(someReport, (tree) => {
        const { data } = readTree(tree);
        const record = recordOf(tree);
        const sum = (counts: readonly { count: number }[]): number =>
          counts.reduce((total, { count }) => total + count, 0);
        expect(sum(record.terminals)).toBe(data.terminals.length);
        expect(sum(record.connectorCertificates)).toBe(data.connectorCertificateEnds.length);
        const groups = record.connector?.errors ?? [];
        const states = data.connector?.errors ?? [];
        expect(groups.reduce((total, group) => total + sum(group.trueSince), 0)).toBe(
          states.filter(({ value }) => value).length,
        );
        expect(groups.reduce((total, { falseCount }) => total + falseCount, 0)).toBe(
          states.filter(({ value }) => !value).length,
        );
      }),
    );
  });
});

describe("the bytes of the record are the same", () => {
  test("whatever the order of terminals, certificates and errors in the document", () => {
    const order = fc.array(fc.nat(1_000), { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(someReport, order, (tree, ranks) => {
        expect(bytes(recordOf(shuffledRows(tree, ranks)))).toBe(bytes(recordOf(tree)));
      }),
    );
  });

  test("whatever stands in the elements that gematik must not receive", () => {
    fc.assert(
      fc.property(someReport, fc.stringMatching(/^[A-Za-z0-9]{1,12}$/), (tree, text) => {
        expect(bytes(recordOf(withWithheld(tree, text)))).toBe(bytes(recordOf(tree)));
      }),
    );
  });

  test("with and without UpdateMode, with either setting, and with and without Tls*", () => {
    const names = new Set(["UpdateMode", "TlsCertSource", "TlsKeyCrypt"]);
    const bare = mapped(aDocument, (element) => ({
      ...element,
      children: element.children.filter(({ name }) => !names.has(name)),
    }));
    const flipped = withChildren("/OperatingData/Configuration/UpdateMode", ({ children }) =>
      children.map((child) => ({ ...child, text: child.text === "true" ? "false" : "true" })),
    );
    expect(readTree(bare).data.updateMode).toBeNull();
    expect(readTree(flipped).data.updateMode).toEqual({ autoDownload: false, autoUpdate: true });
    expect(bytes(recordOf(bare))).toBe(bytes(recordOf(aDocument)));
    expect(bytes(recordOf(flipped))).toBe(bytes(recordOf(aDocument)));
  });

  test("when it is built again later for the same time of receipt, also from stored data", () => {
    fc.assert(
      fc.property(someReport, (tree) => {
        const { data } = readTree(tree);
        const stored = JSON.parse(JSON.stringify(data)) as OperatingData;
        expect(bytes(buildRecord(stored, "MVZ", new Date(receivedAt)))).toBe(
          bytes(buildRecord(data, "MVZ", receivedAt)),
        );
      }),
    );
  });
});
