/** Namespaces of the operating data, written out again: what judges a reader must not be taken from it. */
export const namespaces = {
  opd: "http://ws.gematik.de/conn/OperatingData/v1.1",
  preSeries: "http://ws.gematik.de/conn/OperatingData/v1.0",
  conn: "http://ws.gematik.de/conn/ConnectorCommon/v5.0",
  pi: "http://ws.gematik.de/int/version/ProductInformation/v1.1",
} as const;

export type SimpleType =
  | "boolean"
  | "condition"
  | "contractId"
  | "date"
  | "dateTime"
  | "identifier5"
  | "identifier8"
  | "localVersion"
  | "centralVersion"
  | "name"
  | "positiveInteger"
  | "string"
  | readonly string[];

/** One element of conn/OperatingData.xsd with what it may hold. */
export interface SchemaElement {
  readonly name: string;
  readonly vocabulary: "opd" | "conn" | "pi";
  readonly type?: SimpleType;
  readonly parts?: readonly SchemaElement[];
  /** How often it may stand; once if absent. */
  readonly occurs?: "optional" | "some" | "any";
  /** Only one of the parts stands there. */
  readonly isChoice?: boolean;
  /** Generations that have the element; all if absent. */
  readonly only?: readonly Generation[];
}

/** Versions of conn/OperatingData.xsd. */
export const generations = ["1.0.0", "1.1.0", "1.1.1", "1.1.2"] as const;

export type Generation = (typeof generations)[number];

type More = Partial<Omit<SchemaElement, "name" | "vocabulary">>;

const opd = (name: string, more: More): SchemaElement => ({ name, vocabulary: "opd", ...more });
const conn = (name: string, more: More): SchemaElement => ({ name, vocabulary: "conn", ...more });
const pi = (name: string, more: More): SchemaElement => ({ name, vocabulary: "pi", ...more });

const productInformation = pi("ProductInformation", {
  parts: [
    pi("InformationDate", { type: "dateTime" }),
    pi("ProductTypeInformation", {
      parts: [pi("ProductType", { type: "name" }), pi("ProductTypeVersion", { type: "localVersion" })],
    }),
    pi("ProductIdentification", {
      parts: [
        pi("ProductVendorID", { type: "identifier5" }),
        pi("ProductCode", { type: "identifier8" }),
        pi("ProductVersion", {
          isChoice: true,
          parts: [
            pi("Local", {
              parts: [pi("HWVersion", { type: "localVersion" }), pi("FWVersion", { type: "localVersion" })],
            }),
            pi("Central", { type: "centralVersion" }),
          ],
        }),
      ],
    }),
    pi("ProductMiscellaneous", {
      parts: [pi("ProductVendorName", { type: "name" }), pi("ProductName", { type: "name" })],
    }),
  ],
});

const configuration = opd("Configuration", {
  occurs: "optional",
  parts: [
    opd("TIConnectionMode", { type: ["PARALLEL", "SERIAL"], occurs: "optional" }),
    opd("StandaloneMode", { type: "boolean", only: ["1.0.0"] }),
    opd("InternetMode", { type: ["SIS", "IAG", "NONE"], occurs: "optional" }),
    opd("ClientConnectionMode", {
      occurs: "optional",
      parts: [
        opd("TLSMandatory", { type: "boolean" }),
        opd("CAUTMandatory", { type: "boolean" }),
        opd("CAUTMode", { type: ["CERTIFICATE", "PASSWORD"] }),
        opd("DVDOpen", { type: "boolean" }),
        opd("TlsCertSource", { type: ["SMC-K_ORIGINAL", "SMC-K_RENEWED", "SELFSIGNED", "IMPORTED"], only: ["1.1.2"] }),
        opd("TlsKeyCrypt", {
          only: ["1.1.2"],
          parts: [
            opd("Algorithm", { type: ["RSA", "ECC-NIST", "ECC-BRAINPOOL"] }),
            opd("KeyLength", { type: ["256", "384", "2048", "3072"] }),
          ],
        }),
      ],
    }),
    opd("UpdateMode", {
      occurs: "optional",
      parts: [opd("AutoDownload", { type: "boolean" }), opd("AutoUpdate", { type: "boolean" })],
    }),
  ],
});

const connectionStatus = [
  conn("ConnectionStatus", { type: ["Online", "Offline"] }),
  conn("Timestamp", { type: "dateTime" }),
];

const connector = conn("Connector", {
  occurs: "optional",
  parts: [
    conn("VPNTIStatus", { parts: connectionStatus }),
    conn("VPNSISStatus", { parts: connectionStatus }),
    conn("OperatingState", {
      parts: [
        conn("ErrorState", {
          occurs: "some",
          parts: [
            conn("ErrorCondition", { type: "condition" }),
            conn("Severity", { type: ["Fatal", "Error", "Warning", "Info"] }),
            conn("Type", { type: ["Operation", "Security", "Infrastructure"] }),
            conn("Value", { type: "boolean" }),
            conn("ValidFrom", { type: "dateTime" }),
          ],
        }),
      ],
    }),
  ],
});

const list = (name: string, number: string, issued: string): SchemaElement =>
  opd(name, {
    occurs: "optional",
    parts: [
      opd(number, { type: "positiveInteger" }),
      opd(issued, { type: "dateTime" }),
      opd("NextUpdate", { type: "dateTime" }),
    ],
  });

const certificateData = opd("CertificateData", {
  occurs: "some",
  parts: [
    opd("ICCSN", { type: "string" }),
    opd("subject_commonName", { type: "string" }),
    opd("serialNumber", { type: "string" }),
    opd("validity", { type: "date" }),
  ],
});

/** conn/OperatingData.xsd; what is optional since 1.1.1 stands here as optional. */
export const operatingDataElement = opd("OperatingData", {
  parts: [
    opd("OperatingSite", { occurs: "optional", parts: [opd("ContractID", { type: "contractId" })] }),
    productInformation,
    configuration,
    connector,
    opd("TrustStatus", {
      occurs: "optional",
      parts: [
        list("CRL", "ListNumber", "ValidFrom"),
        list("TSL", "SequenceNumber", "ListIssueDateTime"),
        list("BNetzA_VL", "SequenceNumber", "ListIssueDateTime"),
      ],
    }),
    opd("ConnCertificates", { occurs: "optional", parts: [certificateData] }),
    opd("CardTerminals", {
      occurs: "optional",
      parts: [
        opd("CardTerminal", {
          occurs: "any",
          parts: [productInformation, opd("CtCertificates", { parts: [certificateData] })],
        }),
      ],
    }),
    opd("OperatingSiteExtension", {
      occurs: "optional",
      parts: [
        opd("SiteType", {
          type: ["EINZELPRAXIS", "BAG", "MVZ", "KRANKENHAUS", "APOTHEKE", "SONSTIGE"],
          only: ["1.0.0"],
        }),
        opd("SiteType", {
          type: ["ARZTPRAXIS", "ZAHNARZTPRAXIS", "MVZ", "KRANKENHAUS", "APOTHEKE", "SONSTIGE"],
          only: ["1.1.0", "1.1.1", "1.1.2"],
        }),
      ],
    }),
  ],
});

/** The namespace of an element in a document of one of the two namespaces. */
export const namespaceOf = ({ vocabulary }: SchemaElement, rootNamespace: string): string =>
  vocabulary === "opd" ? rootNamespace : namespaces[vocabulary];

/** The parts of an element that some generation with this root namespace has. */
export const partsIn = ({ parts = [] }: SchemaElement, rootNamespace: string): readonly SchemaElement[] => {
  const isPreSeries = rootNamespace === namespaces.preSeries;
  return parts.filter(({ only = generations }) => only.some((version) => (version === "1.0.0") === isPreSeries));
};
