import type {
  Configuration,
  ConnectionStatus,
  OperatingData,
  OperatingRecord,
  Product,
  SiteType,
  TrustLists,
} from "@lagebild/operating-data";

/** The fields of design section 4 with their rows written out one by one, be they exact or as sent. */
export interface Content {
  readonly siteType: SiteType;
  readonly informationDate: string;
  readonly product: Product;
  readonly configuration: Configuration;
  readonly ti: ContentConnection | null;
  readonly sis: ContentConnection | null;
  readonly errors: readonly ContentError[];
  readonly trustLists: TrustLists;
  readonly connectorEnds: readonly string[];
  readonly terminals: readonly { readonly product: Product; readonly ends: readonly string[] }[];
}

interface ContentConnection {
  readonly status: ConnectionStatus | null;
  readonly since: string;
}

/** All rows of one condition: how many, and since when those that are true. */
export interface ContentError {
  readonly condition: string;
  readonly rows: number;
  readonly trueSince: readonly string[];
}

/** The allowed fields before coarsening: exact instants and days, in the order of the document. */
export const exactContent = (data: OperatingData, siteType: SiteType): Content => {
  const rows = Map.groupBy(data.connector?.errors ?? [], (state) => state.condition);
  return {
    siteType,
    informationDate: data.informationDate,
    product: data.product,
    configuration: data.configuration,
    ti: data.connector && data.connector.ti,
    sis: data.connector && data.connector.sis,
    errors: [...rows].map(([condition, states]) => ({
      condition,
      rows: states.length,
      trueSince: states.filter((state) => state.value).map((state) => state.validFrom),
    })),
    trustLists: data.trustLists,
    connectorEnds: data.connectorCertificateEnds,
    terminals: data.terminals.map(({ product, certificateEnds }) => ({ product, ends: certificateEnds })),
  };
};

/** The record as gematik receives it. */
export const sentContent = (record: OperatingRecord): Content => {
  const groups = Map.groupBy(record.connector?.errors ?? [], (group) => group.condition);
  return {
    siteType: record.siteType,
    informationDate: record.informationDate,
    product: record.product,
    configuration: record.configuration,
    ti: record.connector && record.connector.ti,
    sis: record.connector && record.connector.sis,
    errors: [...groups].map(([condition, same]) => {
      const trueSince = same.flatMap((group) => group.trueSince.flatMap(({ at, count }) => repeat(at, count)));
      const falseRows = same.reduce((sum, group) => sum + group.falseCount, 0);
      return { condition, rows: falseRows + trueSince.length, trueSince };
    }),
    trustLists: record.trustLists,
    connectorEnds: record.connectorCertificates.flatMap(({ end, count }) => repeat(end, count)),
    terminals: record.terminals.flatMap(({ product, certificateEnds, count }) =>
      repeat({ product, ends: certificateEnds }, count),
    ),
  };
};

const repeat = <Item>(item: Item, count: number): Item[] => Array.from({ length: count }, () => item);
