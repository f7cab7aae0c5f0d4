import { join } from "node:path";
import { type SiteType, buildRecord, readOperatingData, writeHardenedXml } from "@lagebild/operating-data";
import { operatingDataXml, type SchemaVersion, sendDataEnvelope, simulatedConnector } from "@lagebild/simulator";
import type { Batch, NamedDocument } from "./xmllint.ts";

/** Schema of each generation of documents, within the folder of gematik's schemas. */
const OPERATING_DATA_SCHEMAS: Readonly<Record<SchemaVersion, string>> = {
  "1.1.1": "conn/OperatingData_1.1.1.xsd",
  "1.1.2": "conn/OperatingData.xsd",
};
const PROVISIONING_SCHEMA = "vpnzugd/ProvisioningService.xsd";
const HARDENED_SCHEMA = "vpnzugd/OperatingData_vpnzugd_hardened.xsd";

/** Relative paths of the schemas that the batches below need. */
export const NEEDED_SCHEMAS: readonly string[] = [
  ...Object.values(OPERATING_DATA_SCHEMAS),
  PROVISIONING_SCHEMA,
  HARDENED_SCHEMA,
];

const FIRST_SENDING_MS = Date.UTC(2026, 0, 5, 4, 30);
/** A prime number of days, far apart, hours and minutes moving along: meets all rhythms of the simulator. */
const DAYS = 13;
const BETWEEN_MS = 31 * 86_400_000 + 3_723_456;

export interface FleetSize {
  readonly seed: number;
  /** Number of connectors; each sends one report. */
  readonly documents: number;
}

/** Reports of a synthetic fleet over several days in batches by schema, the SOAP requests around those by SOAP, and what is forwarded. */
export function simulatedBatches({ seed, documents }: FleetSize, schemasFolder: string): Batch[] {
  const reports: Record<SchemaVersion, NamedDocument[]> = { "1.1.1": [], "1.1.2": [] };
  const requests: NamedDocument[] = [];
  const records: NamedDocument[] = [];
  for (let index = 0; index < documents; index++) {
    const connector = simulatedConnector(seed, index);
    const at = new Date(FIRST_SENDING_MS + (index % DAYS) * BETWEEN_MS);
    const text = operatingDataXml(connector, at, index % 3);
    reports[connector.schemaVersion].push({ name: `report-${index}.xml`, text });
    records.push({ name: `record-${index}.xml`, text: hardened(text, connector.siteType, at) });
    if (connector.door === "soap") {
      requests.push({ name: `request-${index}.xml`, text: soapBodyPayload(sendDataEnvelope(text)) });
    }
  }
  const schema = (path: string): string => join(schemasFolder, path);
  return [
    {
      title: "OperatingData 1.1.1",
      schema: schema(OPERATING_DATA_SCHEMAS["1.1.1"]),
      documents: reports["1.1.1"],
    },
    {
      title: "OperatingData 1.1.2",
      schema: schema(OPERATING_DATA_SCHEMAS["1.1.2"]),
      documents: reports["1.1.2"],
    },
    { title: "sendDataRequest 1.1.2", schema: schema(PROVISIONING_SCHEMA), documents: requests },
    { title: "Weiterleitung (hardened) 1.1.2", schema: schema(HARDENED_SCHEMA), documents: records },
  ];
}

/** What a provider would forward of a report. */
function hardened(report: string, siteType: SiteType, at: Date): string {
  const read = readOperatingData(report);
  if (!read.ok) throw new Error("our own reader refuses a simulated report");
  return writeHardenedXml(buildRecord(read.value.data, siteType, at));
}

/**
 * What stands between the Body tags of a SOAP envelope of our own making, for validation against the schema of the
 * message. The payload must declare its namespaces itself; an envelope without Body throws.
 */
function soapBodyPayload(envelope: string): string {
  const payload = /<(?<tag>(?:\w+:)?Body)>(?<payload>.*)<\/\k<tag>>/s.exec(envelope)?.groups?.payload;
  if (payload === undefined) throw new Error("the envelope has no Body");
  return payload;
}
