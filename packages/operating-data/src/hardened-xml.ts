import { type Result, fail, succeed } from "@lagebild/result";
import { escapeXml } from "@lagebild/xml";
import { assembleRecord } from "./build-record.ts";
import type { Product, SiteType, TrustList } from "./operating-data.ts";
import { connectorCommon, operatingDataNamespace, productInformationNamespace } from "./operating-data-schema.ts";
import type { OperatingRecord, RecordedConnector } from "./operating-record.ts";
import { type DocumentFailure, readOperatingData } from "./read-operating-data.ts";

/** A record of which nobody has said the kind of site yet. */
export type UnsitedRecord = Omit<OperatingRecord, "siteType"> & { readonly siteType: SiteType | null };

/**
 * The record as XML valid against vpnzugd/OperatingData_vpnzugd_hardened.xsd 1.1.2 (A_23105). What that schema demands
 * but the concept withholds is written empty; rows repeat by their counts; false rows carry 00:00Z of the record's
 * information date. Values that the schema cannot say (an enumeration newer than it) leave their element out.
 */
export const writeHardenedXml = (record: UnsitedRecord): string => {
  const midnight = `${record.informationDate}T00:00:00Z`;
  return (
    `<?xml version="1.0" encoding="UTF-8"?>` +
    `<OperatingData xmlns="${operatingDataNamespace}" xmlns:CONN="${connectorCommon}" xmlns:PI="${productInformationNamespace}">` +
    writeProduct(record.product, midnight) +
    writeConfiguration(record.configuration) +
    (record.connector ? writeConnector(record.connector, midnight) : "") +
    wrap("TrustStatus", writeTrustLists(record.trustLists)) +
    wrap(
      "ConnCertificates",
      record.connectorCertificates.map(({ end, count }) => certificate(end).repeat(count)).join(""),
    ) +
    wrap(
      "CardTerminals",
      record.terminals.map((group) => writeTerminal(group, midnight).repeat(group.count)).join(""),
    ) +
    (record.siteType === null ? "" : wrap("OperatingSiteExtension", element("SiteType", record.siteType))) +
    `</OperatingData>`
  );
};

/** Reads such a document back into the record it was written from. */
export const readHardenedXml = (document: Uint8Array | string): Result<UnsitedRecord, DocumentFailure> => {
  const read = readOperatingData(document);
  if (!read.ok) return fail(read.error);
  const unchanged = { instant: (instant: string) => instant, end: (end: string) => end };
  const record = assembleRecord(read.value.data, "SONSTIGE", unchanged);
  return succeed({ ...record, siteType: read.value.siteType });
};

const element = (name: string, text: string): string => `<${name}>${escapeXml(text)}</${name}>`;

/** An element around its parts; nothing if there are none, because the schema forbids it empty or does not need it. */
const wrap = (name: string, parts: string): string => (parts === "" ? "" : `<${name}>${parts}</${name}>`);

const optionalElement = (name: string, text: string | null): string => (text === null ? "" : element(name, text));

const writeProduct = (product: Product, informationDate: string): string =>
  wrap(
    "PI:ProductInformation",
    element("PI:InformationDate", informationDate) +
      wrap(
        "PI:ProductTypeInformation",
        element("PI:ProductType", "") + element("PI:ProductTypeVersion", product.productTypeVersion),
      ) +
      wrap(
        "PI:ProductIdentification",
        element("PI:ProductVendorID", product.vendor) +
          element("PI:ProductCode", product.product) +
          wrap("PI:ProductVersion", writeVersion(product)),
      ) +
      wrap("PI:ProductMiscellaneous", element("PI:ProductVendorName", "") + element("PI:ProductName", "")),
  );

const writeVersion = ({ hardware, firmware }: Product): string =>
  hardware === null
    ? element("PI:Central", firmware)
    : wrap("PI:Local", element("PI:HWVersion", hardware) + element("PI:FWVersion", firmware));

const writeConfiguration = (configuration: OperatingRecord["configuration"]): string => {
  const { tlsMandatory, cautMandatory, cautMode, dvdOpen } = configuration;
  const client =
    tlsMandatory === null || cautMandatory === null || cautMode === null || dvdOpen === null
      ? ""
      : element("TLSMandatory", String(tlsMandatory)) +
        element("CAUTMandatory", String(cautMandatory)) +
        element("CAUTMode", cautMode) +
        element("DVDOpen", String(dvdOpen));
  return wrap(
    "Configuration",
    optionalElement("TIConnectionMode", configuration.tiConnectionMode) +
      optionalElement("InternetMode", configuration.internetMode) +
      wrap("ClientConnectionMode", client),
  );
};

const writeConnector = (connector: RecordedConnector, midnight: string): string => {
  const errors = connector.errors.map((group) => writeErrors(group, midnight)).join("");
  const { ti, sis } = connector;
  if (ti.status === null || sis.status === null || errors === "") return "";
  const connection = (name: string, { status, since }: RecordedConnector["ti"]): string =>
    wrap(`CONN:${name}`, optionalElement("CONN:ConnectionStatus", status) + element("CONN:Timestamp", since));
  return wrap(
    "CONN:Connector",
    connection("VPNTIStatus", ti) + connection("VPNSISStatus", sis) + wrap("CONN:OperatingState", errors),
  );
};

const writeErrors = (group: RecordedConnector["errors"][number], midnight: string): string => {
  const { condition, severity, type } = group;
  if (severity === null || type === null) return "";
  const row = (value: boolean, validFrom: string): string =>
    wrap(
      "CONN:ErrorState",
      element("CONN:ErrorCondition", condition) +
        element("CONN:Severity", severity) +
        element("CONN:Type", type) +
        element("CONN:Value", String(value)) +
        element("CONN:ValidFrom", validFrom),
    );
  const trueRows = group.trueSince.map(({ at, count }) => row(true, at).repeat(count)).join("");
  return trueRows + row(false, midnight).repeat(group.falseCount);
};

const writeTrustLists = ({ crl, tsl, bnetzaVl }: OperatingRecord["trustLists"]): string =>
  writeTrustList("CRL", crl, ["ListNumber", "ValidFrom"]) +
  writeTrustList("TSL", tsl, ["SequenceNumber", "ListIssueDateTime"]) +
  writeTrustList("BNetzA_VL", bnetzaVl, ["SequenceNumber", "ListIssueDateTime"]);

const writeTrustList = (name: string, list: TrustList | null, names: readonly [string, string]): string =>
  list === null
    ? ""
    : wrap(
        name,
        element(names[0], list.number) + element(names[1], list.issued) + element("NextUpdate", list.nextUpdate),
      );

const writeTerminal = (group: OperatingRecord["terminals"][number], midnight: string): string =>
  wrap(
    "CardTerminal",
    writeProduct(group.product, midnight) + wrap("CtCertificates", group.certificateEnds.map(certificate).join("")),
  );

const certificate = (end: string): string =>
  wrap(
    "CertificateData",
    element("ICCSN", "") + element("subject_commonName", "") + element("serialNumber", "") + element("validity", end),
  );
