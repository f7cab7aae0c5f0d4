import { describe, expect, test } from "vitest";
import { registerCsv, type SimulatedConnector, simulatedConnector } from "../src/index.ts";
import { fleet, share } from "./a-fleet.ts";

describe("a synthetic fleet", () => {
  const connectors = fleet(1_000);

  test("is the same for the same seed", () => {
    expect(simulatedConnector(7, 123)).toEqual(simulatedConnector(7, 123));
  });

  test("is another one for another seed", () => {
    const same = connectors.filter((connector, index) => {
      const other = simulatedConnector(43, index);
      return other.contractId === connector.contractId || other.email === connector.email;
    });
    expect(same).toEqual([]);
  });

  test("has all site types, most of them practices", () => {
    const siteTypes = new Set(connectors.map((connector) => connector.siteType));
    expect([...siteTypes].sort()).toEqual([
      "APOTHEKE",
      "ARZTPRAXIS",
      "KRANKENHAUS",
      "MVZ",
      "SONSTIGE",
      "ZAHNARZTPRAXIS",
    ]);
    expect(share(connectors, ({ siteType }) => siteType === "ARZTPRAXIS")).toBeCloseTo(0.6, 1);
    expect(share(connectors, ({ siteType }) => siteType === "ZAHNARZTPRAXIS")).toBeCloseTo(0.22, 1);
  });

  test.each<[string, (connector: SimulatedConnector) => unknown, readonly unknown[]]>([
    ["three makers", (connector) => connector.vendorId, ["KOCOC", "RISEG", "SECUN"]],
    ["both generations of documents", (connector) => connector.schemaVersion, ["1.1.1", "1.1.2"]],
    ["both doors", (connector) => connector.door, ["soap", "xml"]],
  ])("has %s, each at a tenth of the devices or more", (_, property, expected) => {
    for (const value of expected) {
      expect(share(connectors, (connector) => property(connector) === value)).toBeGreaterThan(0.1);
    }
    expect(new Set(connectors.map(property)).size).toBe(expected.length);
  });

  test("has 0 to 20 terminals at a connector, one to three at most of them and many in hospitals", () => {
    const counts = connectors.map((connector) => connector.terminals.length);
    expect(Math.min(...counts)).toBe(0);
    expect(Math.max(...counts)).toBeLessThanOrEqual(20);
    expect(share(counts, (count) => count >= 1 && count <= 3)).toBeGreaterThan(0.7);
    const hospitals = connectors.filter(({ siteType }) => siteType === "KRANKENHAUS");
    expect(Math.min(...hospitals.map((connector) => connector.terminals.length))).toBeGreaterThanOrEqual(6);
  });
});

describe("Contract IDs", () => {
  const ids = fleet(5_000).map((connector) => connector.contractId);

  test("are unique over 5,000 devices and a second seed", () => {
    const others = Array.from({ length: 5_000 }, (_, index) => simulatedConnector(43, index).contractId);
    expect(new Set([...ids, ...others]).size).toBe(10_000);
  });

  test("keep to the charset of A_14623", () => {
    expect(ids.filter((id) => !/^[A-Za-z0-9%()=!?+\-*/#_@:.]+$/.test(id))).toEqual([]);
  });

  test("often begin like a formula, often hold what means something in a URL, and are often plain", () => {
    expect(share(ids, (id) => /^[=+\-@]/.test(id))).toBeGreaterThan(0.15);
    expect(share(ids, (id) => /[/#%?]/.test(id))).toBeGreaterThan(0.15);
    expect(share(ids, (id) => /^[A-Za-z0-9:-]+$/.test(id))).toBeGreaterThan(0.3);
    const used = new Set(ids.join(""));
    expect("%()=!?+-*/#_@:.".split("").filter((character) => !used.has(character))).toEqual([]);
  });
});

describe("the register", () => {
  const connectors = fleet(300);
  const lines = registerCsv(connectors).split("\r\n");

  test("begins with the header line and has one line for each connector", () => {
    expect(lines[0]).toBe("contractId,siteType,status,partner,email");
    expect(lines).toHaveLength(connectors.length + 2);
    expect(lines.at(-1)).toBe("");
  });

  test("gives Contract IDs raw and mail addresses at example.org", () => {
    connectors.forEach((connector, index) => {
      expect(lines[index + 1]?.startsWith(`${connector.contractId},${connector.siteType},active,`)).toBe(true);
      expect(lines[index + 1]).toMatch(/,technik-[a-z0-9-]+@example\.org$/);
    });
  });

  test("quotes a name with a comma or a quotation mark", () => {
    const [connector] = connectors;
    if (connector === undefined) throw new Error("an empty fleet");
    const csv = registerCsv([{ ...connector, partner: 'Dres. "Birke", Esche' }]);
    expect(csv).toContain(',active,"Dres. ""Birke"", Esche",');
  });
});
