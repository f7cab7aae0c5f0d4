import { coarsenEnd, coarsenInstant, toMinute } from "./coarsening.ts";
import type { ErrorState, OperatingData, Product, SiteType, TrustList } from "./operating-data.ts";
import type { CountedEnd, ErrorGroup, OperatingRecord, RecordedConnector, TerminalGroup } from "./operating-record.ts";

/**
 * Builds what leaves the provider. `at` is the time of receipt: ages are measured from it, so that a record built
 * again later is the same. `siteType` comes from the provider's register, never from the device.
 */
export const buildRecord = (data: OperatingData, siteType: SiteType, at: Date): OperatingRecord =>
  assembleRecord(data, siteType, {
    instant: (instant) => coarsenInstant(instant, at),
    end: (end) => coarsenEnd(end, at),
  });

/** How times are made coarse; for a document that came from a record they are already. */
export interface Coarsening {
  readonly instant: (instant: string) => string;
  readonly end: (end: string) => string;
}

/** The allow-list: what is not named here does not leave. */
export const assembleRecord = (data: OperatingData, siteType: SiteType, coarsen: Coarsening): OperatingRecord => ({
  siteType,
  informationDate: data.informationDate.slice(0, 10),
  product: copyProduct(data.product),
  configuration: {
    tiConnectionMode: data.configuration.tiConnectionMode,
    internetMode: data.configuration.internetMode,
    tlsMandatory: data.configuration.tlsMandatory,
    cautMandatory: data.configuration.cautMandatory,
    cautMode: data.configuration.cautMode,
    dvdOpen: data.configuration.dvdOpen,
  },
  connector: data.connector && buildConnector(data.connector, coarsen),
  trustLists: {
    crl: buildTrustList(data.trustLists.crl),
    tsl: buildTrustList(data.trustLists.tsl),
    bnetzaVl: buildTrustList(data.trustLists.bnetzaVl),
  },
  connectorCertificates: countEnds(data.connectorCertificateEnds.map((end) => coarsen.end(end))),
  terminals: groupTerminals(data, coarsen),
});

const copyProduct = (product: Product): Product => ({
  vendor: product.vendor,
  product: product.product,
  hardware: product.hardware,
  firmware: product.firmware,
  productTypeVersion: product.productTypeVersion,
});

const buildConnector = (
  connector: NonNullable<OperatingData["connector"]>,
  coarsen: Coarsening,
): RecordedConnector => ({
  ti: { status: connector.ti.status, since: coarsen.instant(connector.ti.since) },
  sis: { status: connector.sis.status, since: coarsen.instant(connector.sis.since) },
  errors: groupErrors(connector.errors, coarsen),
});

const buildTrustList = (list: TrustList | null): TrustList | null =>
  list && { number: list.number, issued: toMinute(list.issued), nextUpdate: toMinute(list.nextUpdate) };

const groupErrors = (states: readonly ErrorState[], coarsen: Coarsening): ErrorGroup[] =>
  groupBy(states, (state) => JSON.stringify([state.condition, state.severity, state.type])).map(([first, rows]) => ({
    condition: first.condition,
    severity: first.severity,
    type: first.type,
    falseCount: rows.filter((row) => !row.value).length,
    trueSince: groupBy(
      rows.filter((row) => row.value).map((row) => coarsen.instant(row.validFrom)),
      (instant) => instant,
    ).map(([instant, same]) => ({ at: instant, count: same.length })),
  }));

const countEnds = (ends: readonly string[]): CountedEnd[] =>
  groupBy(ends, (end) => end).map(([end, same]) => ({ end, count: same.length }));

const groupTerminals = (data: OperatingData, coarsen: Coarsening): TerminalGroup[] => {
  const terminals = data.terminals.map((terminal) => ({
    product: copyProduct(terminal.product),
    certificateEnds: terminal.certificateEnds.map((end) => coarsen.end(end)).toSorted(),
  }));
  return groupBy(terminals, (terminal) => JSON.stringify(terminal)).map(([terminal, same]) => ({
    ...terminal,
    count: same.length,
  }));
};

/** Groups in the order of their keys: the order of the document would be one more mark to recognise a device by. */
const groupBy = <Item>(items: readonly Item[], keyOf: (item: Item) => string): [Item, Item[]][] => {
  const groups = new Map<string, [Item, Item[]]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group[1].push(item);
    else groups.set(key, [item, [item]]);
  }
  return [...groups].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
};
