import type {
  Configuration,
  ConnectionStatus,
  ErrorType,
  Product,
  Severity,
  SiteType,
  TrustLists,
} from "./operating-data.ts";

/**
 * What gematik receives about one Konnektor and one day (concept 3.1.2, design 4): built field by field from this
 * allow-list. There is no place in it for a Contract ID, the update mode, a card or terminal number or a name.
 */
export interface OperatingRecord {
  readonly siteType: SiteType;
  /** UTC day, YYYY-MM-DD. */
  readonly informationDate: string;
  readonly product: Product;
  readonly configuration: Configuration;
  readonly connector: RecordedConnector | null;
  /** Times to the minute. */
  readonly trustLists: TrustLists;
  /** Coarsened ends of the gSMC-K certificates, sorted. */
  readonly connectorCertificates: readonly CountedEnd[];
  /** Sorted by content, so that the order of the document is gone. */
  readonly terminals: readonly TerminalGroup[];
}

export interface RecordedConnector {
  readonly ti: RecordedConnection;
  readonly sis: RecordedConnection;
  readonly errors: readonly ErrorGroup[];
}

export interface RecordedConnection {
  readonly status: ConnectionStatus | null;
  /** Coarsened instant. */
  readonly since: string;
}

/** All rows of one condition. */
export interface ErrorGroup {
  readonly condition: string;
  readonly severity: Severity | null;
  readonly type: ErrorType | null;
  readonly falseCount: number;
  /** The true rows by coarsened ValidFrom, sorted; empty if none is true. */
  readonly trueSince: readonly CountedInstant[];
}

export interface CountedInstant {
  readonly at: string;
  readonly count: number;
}

export interface CountedEnd {
  /** YYYY-MM-DD. */
  readonly end: string;
  readonly count: number;
}

export interface TerminalGroup {
  readonly product: Product;
  /** Coarsened ends of the gSMC-KT certificates of one terminal, sorted. */
  readonly certificateEnds: readonly string[];
  readonly count: number;
}
