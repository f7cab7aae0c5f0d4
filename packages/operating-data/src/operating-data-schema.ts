import {
  cautModes,
  connectionStatuses,
  errorTypes,
  internetModes,
  severities,
  siteTypes,
  tiConnectionModes,
} from "./operating-data.ts";
import {
  type ReadElement,
  inNamespace,
  many,
  optional,
  required,
  sequence,
  value,
  withheld,
} from "./element-reader.ts";
import { normalCondition } from "./error-conditions.ts";
import { boolean, date, enumeration, instant, pattern, positiveInteger } from "./xml-values.ts";

/** conn/OperatingData.xsd 1.1.0, 1.1.1 and 1.1.2 share one namespace; 1.0 is pre-series firmware (facts 2.3). */
export const operatingDataNamespaces = [
  "http://ws.gematik.de/conn/OperatingData/v1.1",
  "http://ws.gematik.de/conn/OperatingData/v1.0",
] as const;

export const connectorCommon = "http://ws.gematik.de/conn/ConnectorCommon/v5.0";
export const productInformationNamespace = "http://ws.gematik.de/int/version/ProductInformation/v1.1";

const threeParts = value(pattern(/^[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}$/));
const centralVersion = value(
  pattern(/^[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,2}(-25[0-5]|-2[0-4][0-9]|-[0-1]?[0-9]?[0-9])?$/),
);
const flag = value(boolean);

// An ICCSN, a name or a number of a card may be an empty string, but none of them is read.
const certificateData = (namespace: string) =>
  sequence(namespace, {
    ICCSN: required(withheld),
    subject_commonName: required(withheld),
    serialNumber: required(withheld),
    validity: required(value(date)),
  });

const productVersion: ReadElement<{ hardware: string | null; firmware: string }> = (element, path, findings) => {
  const before = findings.problems.length;
  const choice = sequence(productInformationNamespace, {
    Local: optional(
      sequence(productInformationNamespace, { HWVersion: required(threeParts), FWVersion: required(threeParts) }),
    ),
    Central: optional(centralVersion),
  })(element, path, findings);
  const oneOfTwo = (choice.Local === null) !== (choice.Central === null);
  if (!oneOfTwo && findings.problems.length === before) findings.problems.push({ code: "invalid", path });
  return { hardware: choice.Local?.HWVersion ?? null, firmware: choice.Local?.FWVersion ?? choice.Central ?? "" };
};

const productInformation = sequence(productInformationNamespace, {
  InformationDate: required(value(instant)),
  ProductTypeInformation: required(
    sequence(productInformationNamespace, {
      ProductType: required(withheld),
      ProductTypeVersion: required(threeParts),
    }),
  ),
  ProductIdentification: required(
    sequence(productInformationNamespace, {
      ProductVendorID: required(value(pattern(/^[a-zA-Z0-9_]*$/, 5))),
      ProductCode: required(value(pattern(/^[a-zA-Z0-9_]*$/, 8))),
      ProductVersion: required(productVersion),
    }),
  ),
  ProductMiscellaneous: required(
    sequence(productInformationNamespace, { ProductVendorName: required(withheld), ProductName: required(withheld) }),
  ),
});

const connectionState = sequence(connectorCommon, {
  ConnectionStatus: required(value(enumeration(connectionStatuses))),
  Timestamp: required(value(instant)),
});

// XML Schema counts characters, JavaScript UTF-16 units.
const characters = (text: string): number => text.length - (text.match(/[\uD800-\uDBFF]/g)?.length ?? 0);

const errorState = sequence(connectorCommon, {
  ErrorCondition: required(value((text) => (characters(text) <= 128 ? normalCondition(text) : undefined))),
  Severity: required(value(enumeration(severities))),
  Type: required(value(enumeration(errorTypes))),
  Value: required(flag),
  ValidFrom: required(value(instant)),
});

const connector = sequence(connectorCommon, {
  VPNTIStatus: required(connectionState),
  VPNSISStatus: required(connectionState),
  OperatingState: required(sequence(connectorCommon, { ErrorState: many(errorState, 1) })),
});

const signedList = (namespace: string) =>
  sequence(namespace, {
    SequenceNumber: required(value(positiveInteger)),
    ListIssueDateTime: required(value(instant)),
    NextUpdate: required(value(instant)),
  });

const revocationList = (namespace: string) =>
  sequence(namespace, {
    ListNumber: required(value(positiveInteger)),
    ValidFrom: required(value(instant)),
    NextUpdate: required(value(instant)),
  });

const configuration = (namespace: string) =>
  sequence(namespace, {
    TIConnectionMode: optional(value(enumeration(tiConnectionModes))),
    // Only in the 1.0 namespace; it has no recipient (concept, table 1: Standalone Mode).
    StandaloneMode: optional(withheld),
    InternetMode: optional(value(enumeration(internetModes))),
    ClientConnectionMode: optional(
      sequence(namespace, {
        TLSMandatory: required(flag),
        CAUTMandatory: required(flag),
        CAUTMode: required(value(enumeration(cautModes))),
        DVDOpen: required(flag),
        // Since 1.1.2 (C_11600). Table 1 does not name them, so nobody receives them (facts T1, T2).
        TlsCertSource: optional(withheld),
        TlsKeyCrypt: optional(withheld),
      }),
    ),
    UpdateMode: optional(sequence(namespace, { AutoDownload: required(flag), AutoUpdate: required(flag) })),
  });

export const productInformationName = inNamespace(productInformationNamespace, "ProductInformation");
export const connectorName = inNamespace(connectorCommon, "Connector");

/** Reader of the root element's content in one of the namespaces above; names and order as in conn/OperatingData.xsd. */
export const operatingDataSchema = (namespace: string) =>
  sequence(namespace, {
    // Optional in the schema, although a Konnektor must fill it; without it nobody knows whose document this is.
    OperatingSite: optional(
      sequence(namespace, { ContractID: required(value(pattern(/^[A-Za-z0-9%()=!?+\-*/#_@:.]+$/, 256))) }),
    ),
    [productInformationName]: required(productInformation),
    Configuration: optional(configuration(namespace)),
    [connectorName]: optional(connector),
    TrustStatus: optional(
      sequence(namespace, {
        CRL: optional(revocationList(namespace)),
        TSL: optional(signedList(namespace)),
        BNetzA_VL: optional(signedList(namespace)),
      }),
    ),
    ConnCertificates: optional(sequence(namespace, { CertificateData: many(certificateData(namespace), 1) })),
    CardTerminals: optional(
      sequence(namespace, {
        CardTerminal: many(
          sequence(namespace, {
            [productInformationName]: required(productInformation),
            CtCertificates: required(sequence(namespace, { CertificateData: many(certificateData(namespace), 1) })),
          }),
          0,
        ),
      }),
    ),
    // A device that fills in its site type is schema-valid and overruled (facts T7): the register decides.
    OperatingSiteExtension: optional(sequence(namespace, { SiteType: required(value(enumeration(siteTypes))) })),
  });

/** Schema elements whose content no recipient gets beyond the provider, or nobody at all (concept, table 1; design 4). */
export const removedElements = [
  "ContractID",
  "UpdateMode",
  "StandaloneMode",
  "TlsCertSource",
  "TlsKeyCrypt",
  "ICCSN",
  "subject_commonName",
  "serialNumber",
  "ProductType",
  "ProductVendorName",
  "ProductName",
] as const;

export type RemovedElement = (typeof removedElements)[number];
