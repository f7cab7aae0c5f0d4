/**
 * One day's report of a Konnektor as the VPN access provider keeps it: the elements of the concept's table 1 and
 * nothing else. ICCSN, subject_commonName, serialNumber, terminal IDs, product names and the Contract ID have no place
 * in this type, so they cannot be stored by accident (concept 3.1.2, design 3.2). `null` is "not reported".
 */
export interface OperatingData {
  /** Instant, UTC, to the second. */
  readonly informationDate: string;
  readonly product: Product;
  readonly configuration: Configuration;
  /** Read by the VPN access provider only; never forwarded (concept, table 1: Update Mode). */
  readonly updateMode: UpdateMode | null;
  readonly connector: ConnectorState | null;
  readonly trustLists: TrustLists;
  /** Ends (YYYY-MM-DD) of the certificates on the built-in gSMC-Ks, in document order. */
  readonly connectorCertificateEnds: readonly string[];
  readonly terminals: readonly Terminal[];
}

/** Identity of a product by the ids that the approvals use; names are free text of the device and are not read. */
export interface Product {
  readonly vendor: string;
  readonly product: string;
  /** Null for products that carry one central version. */
  readonly hardware: string | null;
  readonly firmware: string;
  readonly productTypeVersion: string;
}

export interface Configuration {
  readonly tiConnectionMode: TiConnectionMode | null;
  readonly internetMode: InternetMode | null;
  readonly tlsMandatory: boolean | null;
  readonly cautMandatory: boolean | null;
  readonly cautMode: CautMode | null;
  readonly dvdOpen: boolean | null;
}

export interface UpdateMode {
  readonly autoDownload: boolean;
  readonly autoUpdate: boolean;
}

export interface ConnectorState {
  readonly ti: ConnectionState;
  readonly sis: ConnectionState;
  readonly errors: readonly ErrorState[];
}

export interface ConnectionState {
  readonly status: ConnectionStatus | null;
  /** Instant of the last change. */
  readonly since: string;
}

/** A row of the Konnektor's error list: a state that is true or false, with the time of its last change. */
export interface ErrorState {
  /** A name of the catalogue, `EC_OTHER_ERROR_STATE(n)` or `UNKNOWN`; never a terminal ID. */
  readonly condition: string;
  readonly severity: Severity | null;
  readonly type: ErrorType | null;
  readonly value: boolean;
  readonly validFrom: string;
}

export interface TrustLists {
  readonly crl: TrustList | null;
  readonly tsl: TrustList | null;
  readonly bnetzaVl: TrustList | null;
}

export interface TrustList {
  /** Decimal digits; a CRL number may exceed what a JavaScript number holds. */
  readonly number: string;
  /** CRL: start of validity; TSL and BNetzA-VL: time of issue. */
  readonly issued: string;
  readonly nextUpdate: string;
}

export interface Terminal {
  readonly product: Product;
  /** Ends (YYYY-MM-DD) of the C.SMKT.AUT certificates on its gSMC-KT. */
  readonly certificateEnds: readonly string[];
}

export const siteTypes = ["ARZTPRAXIS", "ZAHNARZTPRAXIS", "MVZ", "KRANKENHAUS", "APOTHEKE", "SONSTIGE"] as const;
export const tiConnectionModes = ["PARALLEL", "SERIAL"] as const;
export const internetModes = ["SIS", "IAG", "NONE"] as const;
export const cautModes = ["CERTIFICATE", "PASSWORD"] as const;
export const connectionStatuses = ["Online", "Offline"] as const;
export const severities = ["Fatal", "Error", "Warning", "Info"] as const;
export const errorTypes = ["Operation", "Security", "Infrastructure"] as const;

/** Kind of site (Betriebsstättenart), conn/OperatingData.xsd 1.1: set by the provider's register, never by a device. */
export type SiteType = (typeof siteTypes)[number];
export type TiConnectionMode = (typeof tiConnectionModes)[number];
export type InternetMode = (typeof internetModes)[number];
export type CautMode = (typeof cautModes)[number];
export type ConnectionStatus = (typeof connectionStatuses)[number];
export type Severity = (typeof severities)[number];
export type ErrorType = (typeof errorTypes)[number];
