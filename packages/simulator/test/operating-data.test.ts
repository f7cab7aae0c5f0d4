import { describe, expect, test } from "vitest";
import { operatingDataXml, type SimulatedConnector } from "../src/index.ts";
import { errorStates, fleet, share, texts } from "./a-fleet.ts";

const MONDAY = new Date("2026-11-23T05:10:11.123Z");
const DAY_MS = 86_400_000;

function daysLater(days: number): Date {
  return new Date(MONDAY.getTime() + days * DAY_MS);
}

function reports(connectors: readonly SimulatedConnector[], at = MONDAY): string[] {
  return connectors.map((connector) => operatingDataXml(connector, at));
}

const connectors = fleet(1_000);
const documents = reports(connectors);

describe("a report", () => {
  test("has the same bytes for the same device and instant", () => {
    expect(reports(fleet(100))).toEqual(documents.slice(0, 100));
  });

  test("carries the Contract ID, the instant of sending and no SiteType", () => {
    connectors.forEach(({ contractId }, index) => {
      const document = documents[index] ?? "";
      expect(texts(document, "ContractID")).toEqual([contractId]);
      const sentMs = Date.parse(texts(document, "InformationDate")[0] ?? "");
      expect(Math.abs(sentMs - MONDAY.getTime())).toBeLessThan(1_000);
      expect(document).not.toContain("SiteType");
    });
  });

  test("names the source and key of the TLS certificate in generation 1.1.2 only", () => {
    connectors.forEach((connector, index) => {
      const expected = connector.schemaVersion === "1.1.2" && connector.configuration.clients !== null ? 1 : 0;
      expect(texts(documents[index] ?? "", "TlsCertSource")).toHaveLength(expected);
      expect(texts(documents[index] ?? "", "KeyLength")).toHaveLength(expected);
    });
  });

  test("comes in the styles of different XML libraries", () => {
    expect(share(documents, (document) => document.startsWith("<?xml "))).toBeGreaterThan(0.5);
    expect(share(documents, (document) => !document.startsWith("<?xml "))).toBeGreaterThan(0.1);
    expect(share(documents, (document) => document.includes("<OPD:OperatingData xmlns:OPD="))).toBeGreaterThan(0.1);
    expect(share(documents, (document) => document.includes("<ns4:OperatingData xmlns:ns4="))).toBeGreaterThan(0.1);
    expect(share(documents, (document) => document.includes("<OperatingData xmlns="))).toBeGreaterThan(0.1);
    expect(share(documents, (document) => !document.includes("\n"))).toBeGreaterThan(0.1);
  });

  test("is around 15 KB for a device with one or two terminals", () => {
    const usual = documents.filter((_, index) => [1, 2].includes(connectors[index]?.terminals.length ?? 0));
    for (const document of usual) {
      expect(document.length).toBeGreaterThan(10_000);
      expect(document.length).toBeLessThan(25_000);
    }
  });

  test("leaves UpdateMode out at a few devices only", () => {
    const withUpdateMode = share(documents, (document) => texts(document, "AutoUpdate").length === 1);
    expect(withUpdateMode).toBeGreaterThan(0.9);
    expect(withUpdateMode).toBeLessThan(1);
  });

  test("is online in the TI at about 97 of 100 devices", () => {
    const online = share(documents, (document) => texts(document, "ConnectionStatus")[0] === "Online");
    expect(online).toBeGreaterThan(0.95);
    expect(online).toBeLessThan(0.99);
  });
});

describe("error conditions", () => {
  const names = (document: string): Set<string> =>
    new Set(errorStates(document).map(({ name }) => name.replace(/\(.*\)$/, "")));

  test("list all 34 rows of the catalogue in each report", () => {
    for (const document of documents) {
      const listed = names(document);
      listed.delete("EC_OTHER_ERROR_STATE");
      expect(listed.size).toBe(34);
    }
  });

  test("are mostly not raised, and the usual troubles of the field are raised somewhere", () => {
    const states = documents.flatMap(errorStates);
    expect(share(states, ({ value }) => value === "false")).toBeGreaterThan(0.9);
    const raised = new Set(states.filter(({ value }) => value === "true").map(({ name }) => name.replace(/\(.*$/, "")));
    for (const name of [
      "EC_CardTerminal_Not_Available",
      "EC_CardTerminal_Software_Out_Of_Date",
      "EC_FW_Update_Available",
      "EC_No_VPN_TI_Connection",
      "EC_No_VPN_SIS_Connection",
      "EC_NK_Certificate_Expiring",
      "EC_CRL_Out_Of_Date",
      "EC_OTHER_ERROR_STATE",
    ]) {
      expect(raised, name).toContain(name);
    }
  });

  test("began before the report", () => {
    for (const { validFrom } of documents.flatMap(errorStates)) {
      expect(Date.parse(validFrom)).toBeLessThanOrEqual(MONDAY.getTime());
    }
  });

  test("name terminals in three habits", () => {
    const all = documents.flatMap(errorStates).map(({ name }) => name);
    expect(all).toContain("EC_CardTerminal_Not_Available()");
    expect(all).toContain("EC_CardTerminal_Not_Available");
    expect(all.some((name) => /^EC_CardTerminal_Not_Available\(CT_ID_\d{4}\)$/.test(name))).toBe(true);
    expect(all).toContain("EC_OTHER_ERROR_STATE(3)");
  });

  test("agree with the connection states", () => {
    for (const document of documents) {
      const offline = texts(document, "ConnectionStatus")[0] === "Offline";
      const row = errorStates(document).find(({ name }) => name === "EC_No_VPN_TI_Connection");
      expect(row?.value).toBe(String(offline));
    }
  });
});

describe("certificates", () => {
  test("are six of the gSMC-K, with ICCSN, issue date in the CN and a serial number of their own", () => {
    connectors.forEach((connector, index) => {
      const iccsns = texts(documents[index] ?? "", "ICCSN").slice(0, 6);
      const commonNames = texts(documents[index] ?? "", "subject_commonName").slice(0, 6);
      expect(iccsns).toHaveLength(6);
      expect(new Set(iccsns).size).toBe(1);
      expect(iccsns[0]).toMatch(/^80276883\d{12}$/);
      expect(commonNames[0]).toMatch(new RegExp(`^${iccsns[0]}-20\\d{6}$`));
      expect(new Set(connector.certificates.certificates.map(({ serialNumber }) => serialNumber)).size).toBe(6);
    });
  });

  test("have an ICCSN of their own at each card of the fleet", () => {
    const cards = connectors.flatMap((connector) => [
      connector.certificates.certificates[0]?.iccsn,
      ...connector.terminals.map((terminal) => terminal.certificates[0]?.iccsn),
    ]);
    expect(new Set(cards).size).toBe(cards.length);
  });

  test("are one or two at a terminal, with the ICCSN of the gSMC-KT as CN", () => {
    for (const { certificates } of connectors.flatMap((connector) => connector.terminals)) {
      expect([1, 2]).toContain(certificates.length);
      for (const { iccsn, commonName } of certificates) expect(commonName).toBe(iccsn);
    }
  });

  test("end in many different years, some of them soon", () => {
    const days = connectors.map((connector) => connector.certificates.networkValidUntilDay);
    expect(new Set(days.map((day) => new Date(day * DAY_MS).getUTCFullYear())).size).toBeGreaterThanOrEqual(4);
    const today = MONDAY.getTime() / DAY_MS;
    const soon = share(days, (day) => day > today && day < today + 180);
    expect(soon).toBeGreaterThan(0.005);
    expect(soon).toBeLessThan(0.2);
  });
});

describe("from day to day", () => {
  test("a device keeps its certificates, terminals and settings", () => {
    const lasting = (document: string): unknown =>
      [
        "ContractID",
        "ICCSN",
        "subject_commonName",
        "serialNumber",
        "validity",
        "ProductCode",
        "HWVersion",
        "AutoUpdate",
      ]
        .map((name) => texts(document, name))
        .concat([texts(document, "ErrorCondition")]);
    const later = reports(connectors, daysLater(40));
    expect(later.map(lasting)).toEqual(documents.map(lasting));
  });

  test("the trust lists follow the day, and a few devices stay behind", () => {
    const crlNumber = (document: string): number => Number(texts(document, "ListNumber")[0]);
    const newest = Math.max(...documents.map(crlNumber));
    expect(share(documents, (document) => crlNumber(document) === newest)).toBeGreaterThan(0.95);
    expect(share(documents, (document) => crlNumber(document) < newest)).toBeGreaterThan(0.005);
    const tomorrow = reports(connectors, daysLater(1));
    expect(Math.max(...tomorrow.map(crlNumber))).toBe(newest + 1);
  });

  test("a roll-out goes on day by day: each day some devices change to newer firmware, few at once, none back", () => {
    const patch = (report: string): number => Number((texts(report, "FWVersion")[0] ?? "").split(".")[2]);
    let before = documents.map(patch);
    for (const days of [1, 2, 3, 4, 5]) {
      const today = reports(connectors, daysLater(days)).map(patch);
      const steps = today.map((value, index) => value - (before[index] ?? 0));
      expect(Math.min(...steps)).toBe(0);
      const changed = share(steps, (step) => step > 0);
      expect(changed, `day ${days}`).toBeGreaterThan(0);
      expect(changed, `day ${days}`).toBeLessThan(0.1);
      before = today;
    }
  });
});

describe("a changed report of the same day", () => {
  test("has another connection state and a later InformationDate", () => {
    connectors.slice(0, 200).forEach((connector, index) => {
      const first = documents[index] ?? "";
      const second = operatingDataXml(connector, MONDAY, 1);
      expect(texts(second, "ConnectionStatus")[0]).not.toBe(texts(first, "ConnectionStatus")[0]);
      const [firstMs = 0, secondMs = 0] = [first, second].map((report) =>
        Date.parse(texts(report, "InformationDate")[0] ?? ""),
      );
      expect(secondMs).toBeGreaterThan(firstMs);
    });
  });

  test("differs with each variant, even in the last second of a day, and stays on that day", () => {
    const lastSecond = new Date("2026-11-23T23:59:59.000Z");
    for (const connector of connectors.slice(0, 50)) {
      const variants = [0, 1, 2, 3, 4].map((variant) => operatingDataXml(connector, lastSecond, variant));
      expect(new Set(variants).size).toBe(5);
      for (const report of variants) {
        const instant = new Date(texts(report, "InformationDate")[0] ?? "");
        expect(instant.toISOString().slice(0, 10)).toBe("2026-11-23");
      }
    }
  });
});
