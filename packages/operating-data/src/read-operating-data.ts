import { type Result, fail, succeed } from "@lagebild/result";
import { type XmlElement, type XmlFailure, readXml } from "@lagebild/xml";
import type { Configuration, OperatingData, Product, SiteType, TrustList } from "./operating-data.ts";
import { Findings, type Problem } from "./element-reader.ts";
import {
  connectorName,
  isContractId,
  operatingDataNamespace,
  operatingDataSchema,
  preSeriesNamespace,
  productInformationName,
  type RemovedElement,
  removedElements,
} from "./operating-data-schema.ts";

/** A document's two parts: whose it is, and what it says. They are kept apart from here on. */
export interface ReadDocument {
  /** Null if the document has no OperatingSite, or a text there that cannot be a Contract ID: schema-valid, and nobody's. */
  readonly contractId: string | null;
  /** What the document says about its site type; counts only where a provider has written it. */
  readonly siteType: SiteType | null;
  readonly data: OperatingData;
  /** Elements and enumeration values that no known schema version has. */
  readonly otherCount: number;
  /** How often each element stood there that will not leave the provider, by the schema's name. */
  readonly removed: ReadonlyMap<RemovedElement, number>;
}

/** Why a document is refused: unreadable XML, or a list of schema rules it breaks (at most 20). */
export type DocumentFailure =
  { readonly code: XmlFailure } | { readonly code: "not-schema-conformant"; readonly problems: readonly Problem[] };

// A Konnektor with 500 terminals has some 15,000 elements (facts 1.3); the schema nests eight deep.
const limits = { maxDepth: 32, maxElements: 100_000 };
const reportedProblems = 20;

const schemas = new Map(
  [operatingDataNamespace, preSeriesNamespace].map((namespace) => [namespace, operatingDataSchema(namespace)]),
);

type Tree = ReturnType<ReturnType<typeof operatingDataSchema>>;

/**
 * Reads the XML that a Konnektor sends (conn/OperatingData.xsd 1.0.0 to 1.1.2, by namespace and local name).
 * Unknown elements and newer enumeration values never reject a document; the failure names schema paths, never values.
 */
export const readOperatingData = (document: Uint8Array | string): Result<ReadDocument, DocumentFailure> => {
  const xml = readXml(document, limits);
  if (!xml.ok) return fail({ code: xml.error });
  const findings = new Findings();
  const tree = readRoot(xml.value, findings);
  if (tree === undefined || findings.problems.length > 0) {
    return fail({ code: "not-schema-conformant", problems: findings.problems.slice(0, reportedProblems) });
  }
  const reported = tree.OperatingSite?.ContractID;
  return succeed({
    contractId: reported !== undefined && isContractId(reported) ? reported : null,
    siteType: tree.OperatingSiteExtension?.SiteType ?? null,
    data: toOperatingData(tree),
    otherCount: findings.other,
    removed: new Map(removedElements.flatMap((name) => countOf(name, findings))),
  });
};

const countOf = (name: RemovedElement, { removed }: Findings): [RemovedElement, number][] => {
  const count = removed.get(name);
  return count === undefined ? [] : [[name, count]];
};

const readRoot = (root: XmlElement, findings: Findings): Tree | undefined => {
  const schema = root.name === "OperatingData" ? schemas.get(root.namespace) : undefined;
  if (schema === undefined) findings.problems.push({ code: "wrong-root", path: "/" });
  return schema?.(root, { parent: undefined, name: "OperatingData" }, findings);
};

const toOperatingData = (tree: Tree): OperatingData => {
  const connector = tree[connectorName];
  return {
    informationDate: tree[productInformationName].InformationDate,
    product: toProduct(tree[productInformationName]),
    configuration: toConfiguration(tree.Configuration),
    updateMode: toUpdateMode(tree.Configuration),
    connector: connector && {
      ti: toConnectionState(connector.VPNTIStatus),
      sis: toConnectionState(connector.VPNSISStatus),
      errors: connector.OperatingState.ErrorState.map((state) => ({
        condition: state.ErrorCondition,
        severity: state.Severity,
        type: state.Type,
        value: state.Value,
        validFrom: state.ValidFrom,
      })),
    },
    trustLists: {
      crl: toTrustList(tree.TrustStatus?.CRL),
      tsl: toTrustList(tree.TrustStatus?.TSL),
      bnetzaVl: toTrustList(tree.TrustStatus?.BNetzA_VL),
    },
    connectorCertificateEnds: certificateEnds(tree.ConnCertificates),
    terminals: (tree.CardTerminals?.CardTerminal ?? []).map((terminal) => ({
      product: toProduct(terminal[productInformationName]),
      certificateEnds: certificateEnds(terminal.CtCertificates),
    })),
  };
};

const toProduct = (information: Tree[typeof productInformationName]): Product => {
  const { ProductVendorID, ProductCode, ProductVersion } = information.ProductIdentification;
  return {
    vendor: ProductVendorID,
    product: ProductCode,
    hardware: ProductVersion.hardware,
    firmware: ProductVersion.firmware,
    productTypeVersion: information.ProductTypeInformation.ProductTypeVersion,
  };
};

const toConfiguration = (configuration: Tree["Configuration"]): Configuration => {
  const client = configuration?.ClientConnectionMode;
  return {
    tiConnectionMode: configuration?.TIConnectionMode ?? null,
    internetMode: configuration?.InternetMode ?? null,
    tlsMandatory: client?.TLSMandatory ?? null,
    cautMandatory: client?.CAUTMandatory ?? null,
    cautMode: client?.CAUTMode ?? null,
    dvdOpen: client?.DVDOpen ?? null,
  };
};

const toUpdateMode = (configuration: Tree["Configuration"]): OperatingData["updateMode"] => {
  const mode = configuration?.UpdateMode;
  return mode ? { autoDownload: mode.AutoDownload, autoUpdate: mode.AutoUpdate } : null;
};

const toConnectionState = (state: NonNullable<Tree[typeof connectorName]>["VPNTIStatus"]) => ({
  status: state.ConnectionStatus,
  since: state.Timestamp,
});

type SignedList = NonNullable<NonNullable<Tree["TrustStatus"]>["TSL"]>;
type RevocationList = NonNullable<NonNullable<Tree["TrustStatus"]>["CRL"]>;

const toTrustList = (list: SignedList | RevocationList | null | undefined): TrustList | null => {
  if (!list) return null;
  return "ListNumber" in list
    ? { number: list.ListNumber, issued: list.ValidFrom, nextUpdate: list.NextUpdate }
    : { number: list.SequenceNumber, issued: list.ListIssueDateTime, nextUpdate: list.NextUpdate };
};

const certificateEnds = (holder: Tree["ConnCertificates"]): readonly string[] =>
  (holder?.CertificateData ?? []).map((certificate) => certificate.validity);
