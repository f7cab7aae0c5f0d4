import { describe, expect, test } from "vitest";
import { coarsenedElements } from "../src/index.ts";
import { aDocument, readTree } from "./a-document.ts";
import { receivedAt } from "./a-simulated-report.ts";

const { data } = readTree(aDocument);

describe("what a record would make coarser", () => {
  test("is counted by schema element", () => {
    const connector = {
      ti: { status: "Online", since: "2026-11-23T05:00:00Z" },
      sis: { status: "Online", since: "2026-11-23T05:00:01Z" },
      errors: [
        { condition: "UNKNOWN", severity: "Info", type: "Operation", value: true, validFrom: "2026-11-23T05:00:00Z" },
        { condition: "UNKNOWN", severity: "Info", type: "Operation", value: true, validFrom: "2026-11-23T05:30:00Z" },
        { condition: "UNKNOWN", severity: "Info", type: "Operation", value: false, validFrom: "2026-11-23T00:00:00Z" },
      ],
    } as const;
    const list = { number: "1", issued: "2026-11-23T05:00:10Z", nextUpdate: "2026-11-23T05:00:00Z" };
    const counted = coarsenedElements(
      {
        ...data,
        informationDate: "2026-11-23T06:00:00Z",
        connector,
        trustLists: { crl: list, tsl: list, bnetzaVl: null },
        connectorCertificateEnds: ["2026-12-01", "2028-01-15", "2028-01-31"],
        terminals: data.terminals.slice(0, 1).map((terminal) => ({ ...terminal, certificateEnds: ["2029-05-05"] })),
      },
      receivedAt,
    );
    expect(Object.fromEntries(counted)).toEqual({
      InformationDate: 2,
      Timestamp: 1,
      ValidFrom: 3,
      ListIssueDateTime: 1,
      validity: 2,
    });
  });

  test("is nothing of a report that says nothing exact", () => {
    const bare = { ...data, informationDate: "2026-11-23T00:00:00Z", connector: null, terminals: [] };
    const none = { ...bare, trustLists: { crl: null, tsl: null, bnetzaVl: null }, connectorCertificateEnds: [] };
    expect(coarsenedElements(none, receivedAt)).toEqual(new Map());
  });
});
