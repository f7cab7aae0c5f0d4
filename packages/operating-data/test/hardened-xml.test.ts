import { spawnSync } from "node:child_process";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type OperatingRecord, readHardenedXml, writeHardenedXml } from "../src/index.ts";
import { aDocument } from "./a-document.ts";
import { recordOf, someReport } from "./a-simulated-report.ts";

const back = (record: OperatingRecord) => {
  const read = readHardenedXml(writeHardenedXml(record));
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
};

describe("the record as hardened XML", () => {
  test("comes back as it was, whatever the device", () => {
    fc.assert(
      fc.property(someReport, (tree) => {
        const record = recordOf(tree);
        expect(back(record)).toEqual(record);
      }),
      { numRuns: 150 },
    );
  });

  test("has every withheld element of the schema, empty, and nothing that the schema does not have", () => {
    const xml = writeHardenedXml(recordOf(aDocument));
    for (const name of ["ICCSN", "subject_commonName", "serialNumber", "PI:ProductName", "PI:ProductVendorName"]) {
      expect(xml).toContain(`<${name}></${name}>`);
      expect(xml).not.toMatch(new RegExp(`<${name}>[^<]`));
    }
    expect(xml).not.toMatch(/OperatingSite>|ContractID|UpdateMode|Tls(CertSource|KeyCrypt)/);
  });

  test("repeats rows by their counts and dates false ones to midnight", () => {
    const record = recordOf(aDocument);
    const error = { condition: "EC_LOG_OVERFLOW", severity: "Warning", type: "Operation" } as const;
    const trueSince = [{ at: "2026-11-23T05:00:00Z", count: 2 }];
    const connector = record.connector && { ...record.connector, errors: [{ ...error, falseCount: 3, trueSince }] };
    const xml = writeHardenedXml({ ...record, connector });
    expect(xml.match(/<CONN:Value>true/g)).toHaveLength(2);
    expect(xml.match(/<CONN:Value>false<\/CONN:Value><CONN:ValidFrom>2026-11-23T00:00:00Z</g)).toHaveLength(3);
  });

  test("repeats terminals and certificates by their counts", () => {
    const record = recordOf(aDocument);
    const terminals = record.terminals.slice(0, 1).map((group) => ({ ...group, count: 3 }));
    const counted = { ...record, terminals, connectorCertificates: [{ end: "2027-03-31", count: 4 }] };
    expect(terminals).toHaveLength(1);
    expect(writeHardenedXml(counted).match(/<CardTerminal>/g)).toHaveLength(3);
    expect(
      writeHardenedXml(counted)
        .split("<CardTerminals>")[0]
        ?.match(/<CertificateData>/g),
    ).toHaveLength(4);
    expect(back(counted)).toEqual(counted);
  });

  test("leaves out what the schema cannot say, instead of saying something else", () => {
    const record = recordOf(aDocument);
    const newer = { ...record, configuration: { ...record.configuration, cautMode: null } };
    expect(writeHardenedXml(newer)).not.toContain("ClientConnectionMode");
    const silent = record.connector && { ...record.connector, ti: { ...record.connector.ti, status: null } };
    expect(writeHardenedXml({ ...record, connector: silent })).not.toContain("CONN:Connector>");
  });

  test("has no site type before the register has named one", () => {
    const xml = writeHardenedXml({ ...recordOf(aDocument), siteType: null });
    expect(xml).not.toContain("OperatingSiteExtension");
    expect(readHardenedXml(xml)).toMatchObject({ ok: true, value: { siteType: null } });
  });

  test("is valid against gematik's schema, also with what the schema cannot say", (context) => {
    const schemas = process.env["LAGEBILD_SCHEMAS"];
    if (!schemas) return context.skip("LAGEBILD_SCHEMAS is not set: nothing was validated against gematik's schema");
    const record = recordOf(aDocument);
    const empty = { ...record, connector: null, connectorCertificates: [], terminals: [], siteType: null };
    const bare = { ...empty, trustLists: { crl: null, tsl: null, bnetzaVl: null } };
    for (const each of [record, empty, bare]) {
      const schema = `${schemas}/vpnzugd/OperatingData_vpnzugd_hardened.xsd`;
      const run = spawnSync("xmllint", ["--nonet", "--noout", "--schema", schema, "-"], {
        input: writeHardenedXml(each),
        encoding: "utf8",
      });
      expect(run.stderr.trim()).toBe("- validates");
    }
    return undefined;
  });
});
