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
  forProvider,
  inNamespace,
  many,
  optional,
  optionalUnless,
  required,
  sequence,
  value,
  withheld,
} from "./element-reader.ts";
import { normalCondition } from "./error-conditions.ts";
import { boolean, date, enumeration, instant, pattern, positiveInteger, string } from "./xml-values.ts";

/** conn/OperatingData.xsd 1.1.0, 1.1.1 and 1.1.2 share this namespace (facts 2.3). */
export const operatingDataNamespace = "http://ws.gematik.de/conn/OperatingData/v1.1";

/** The namespace of 1.0.0, in which pre-series firmware wrote. */
export const preSeriesNamespace = "http://ws.gematik.de/conn/OperatingData/v1.0";

export const connectorCommon = "http://ws.gematik.de/conn/ConnectorCommon/v5.0";
export const productInformationNamespace = "http://ws.gematik.de/int/version/ProductInformation/v1.1";

const threeParts = value(pattern(/^[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}$/));
const centralVersion = value(
  pattern(/^[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{1,2}(-25[0-5]|-2[0-4][0-9]|-[0-1]?[0-9]?[0-9])?$/),
);
const flag = value(boolean);
const withheldText = withheld(value(string()));
const withheldName = withheld(value(string(256)));

const certificateData = (namespace: string) =>
  sequence(namespace, {
    ICCSN: required(withheldText),
    subject_commonName: required(withheldText),
    serialNumber: required(withheldText),
    validity: required(value(date)),
  });

const productVersion: ReadElement<{ hardware: string | null; firmware: string }> = (element, place, findings) => {
  const before = findings.problems.length;
  const choice = sequence(productInformationNamespace, {
    Local: optional(
      sequence(productInformationNamespace, { HWVersion: required(threeParts), FWVersion: required(threeParts) }),
    ),
    Central: optional(centralVersion),
  })(element, place, findings);
  const oneOfTwo = (choice.Local === null) !== (choice.Central === null);
  if (!oneOfTwo && findings.problems.length === before) findings.report("invalid", place);
  return { hardware: choice.Local?.HWVersion ?? null, firmware: choice.Local?.FWVersion ?? choice.Central ?? "" };
};

const productInformation = sequence(productInformationNamespace, {
  InformationDate: required(value(instant)),
  ProductTypeInformation: required(
    sequence(productInformationNamespace, {
      ProductType: required(withheldName),
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
    sequence(productInformationNamespace, {
      ProductVendorName: required(withheldName),
      ProductName: required(withheldName),
    }),
  ),
});

const connectionState = sequence(connectorCommon, {
  ConnectionStatus: required(value(enumeration(connectionStatuses))),
  Timestamp: required(value(instant)),
});

const normalised = value((reported) => (string(128)(reported) === undefined ? undefined : normalCondition(reported)));

// A terminal's ID comes inside the name of the condition (facts T13): what normalising takes out is counted.
const errorCondition: ReadElement<string> = (element, place, findings) => {
  const condition = normalised(element, place, findings);
  if (condition !== element.text.trim()) findings.countRemoved(element.name);
  return condition;
};

const errorState = sequence(connectorCommon, {
  ErrorCondition: required(errorCondition),
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

/** Since 1.1.2 (C_11600). Table 1 does not name them: nobody receives them (facts T1, T2). */
const tlsKey = (namespace: string) => ({
  TlsCertSource: optional(withheldText),
  TlsKeyCrypt: optional(
    withheld(sequence(namespace, { Algorithm: required(value(string())), KeyLength: required(value(string())) })),
  ),
});

const clientConnectionMode = (namespace: string) => {
  const read = sequence(namespace, {
    TLSMandatory: required(flag),
    CAUTMandatory: required(flag),
    CAUTMode: required(value(enumeration(cautModes))),
    DVDOpen: required(flag),
    ...(namespace === preSeriesNamespace ? {} : tlsKey(namespace)),
  });
  const bothOrNeither: typeof read = (element, place, findings) => {
    const isThere = (wanted: string): boolean =>
      element.children.some((child) => child.name === wanted && child.namespace === namespace);
    const absent = ["TlsCertSource", "TlsKeyCrypt"].filter((name) => !isThere(name));
    if (absent.length === 1) findings.report("missing", { parent: place, name: absent[0] ?? "" });
    return read(element, place, findings);
  };
  return namespace === preSeriesNamespace ? read : bothOrNeither;
};

const configuration = (namespace: string) => {
  const isPreSeries = namespace === preSeriesNamespace;
  return sequence(namespace, {
    TIConnectionMode: optionalUnless(isPreSeries, value(enumeration(tiConnectionModes))),
    // It has no recipient (concept, table 1: Standalone Mode).
    ...(isPreSeries ? { StandaloneMode: required(withheld(flag)) } : {}),
    InternetMode: optionalUnless(isPreSeries, value(enumeration(internetModes))),
    ClientConnectionMode: optionalUnless(isPreSeries, clientConnectionMode(namespace)),
    UpdateMode: optionalUnless(
      isPreSeries,
      forProvider(sequence(namespace, { AutoDownload: required(flag), AutoUpdate: required(flag) })),
    ),
  });
};

const trustStatus = (namespace: string) => {
  const isPreSeries = namespace === preSeriesNamespace;
  return sequence(namespace, {
    CRL: optionalUnless(isPreSeries, revocationList(namespace)),
    TSL: optionalUnless(isPreSeries, signedList(namespace)),
    BNetzA_VL: optionalUnless(isPreSeries, signedList(namespace)),
  });
};

const cardTerminals = (namespace: string) => {
  const ctCertificates = sequence(namespace, { CertificateData: many(certificateData(namespace), 1) });
  const cardTerminal = sequence(namespace, {
    [productInformationName]: required(productInformation),
    CtCertificates: required(ctCertificates),
  });
  return sequence(namespace, { CardTerminal: many(cardTerminal, 0) });
};

export const productInformationName = inNamespace(productInformationNamespace, "ProductInformation");
export const connectorName = inNamespace(connectorCommon, "Connector");

const contractIdPattern = /^[A-Za-z0-9%()=!?+\-*/#_@:.]{1,256}$/;

/** Whether a text can be a Contract ID (A_14623; the length is ours, no specification has one). */
export const isContractId = (reported: string): boolean => contractIdPattern.test(reported);

/**
 * Reader of the root element's content in one of the namespaces above; names and order as in conn/OperatingData.xsd.
 * Nothing in a document tells 1.1.0, 1.1.1 and 1.1.2 apart, so that one reader accepts what any of them accepts.
 */
export const operatingDataSchema = (namespace: string) => {
  const isPreSeries = namespace === preSeriesNamespace;
  return sequence(namespace, {
    // Optional in the schema, although a Konnektor must fill it; without it nobody knows whose document this is. The
    // schema has no pattern: a text that cannot be a Contract ID is somebody unknown, not a broken document.
    OperatingSite: optional(sequence(namespace, { ContractID: required(forProvider(value(string()))) })),
    [productInformationName]: required(productInformation),
    Configuration: optionalUnless(isPreSeries, configuration(namespace)),
    [connectorName]: optionalUnless(isPreSeries, connector),
    TrustStatus: optionalUnless(isPreSeries, trustStatus(namespace)),
    ConnCertificates: optionalUnless(
      isPreSeries,
      sequence(namespace, { CertificateData: many(certificateData(namespace), 1) }),
    ),
    CardTerminals: optionalUnless(isPreSeries, cardTerminals(namespace)),
    // A device that fills in its site type is schema-valid and overruled (facts T7): the register decides.
    OperatingSiteExtension: optional(
      sequence(namespace, { SiteType: required(forProvider(value(enumeration(siteTypes)))) }),
    ),
  });
};

/**
 * Schema elements whose content no recipient gets beyond the provider, or nobody at all (concept, table 1; design 4);
 * of ErrorCondition what stands beside the catalogue's name.
 */
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
  "ErrorCondition",
  "SiteType",
] as const;

export type RemovedElement = (typeof removedElements)[number];
