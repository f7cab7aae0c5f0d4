import { coarsenEnd, coarsenInstant, toMinute } from "./coarsening.ts";
import type { ErrorState, OperatingData, Product, SiteType, TrustList } from "./operating-data.ts";
import type { CountedEnd, ErrorGroup, OperatingRecord, RecordedConnector, TerminalGroup } from "./operating-record.ts";

/**
 * Builds what leaves the provider. `at` is the time of receipt: ages are measured from it, so that a record built
 * again later is the same. `siteType` comes from the provider's register, never from the device.
 */
export const buildRecord = (data: OperatingData, siteType: SiteType, at: Date): OperatingRecord => ({
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
  connector: data.connector && buildConnector(data.connector, at),
  trustLists: {
    crl: buildTrustList(data.trustLists.crl),
    tsl: buildTrustList(data.trustLists.tsl),
    bnetzaVl: buildTrustList(data.trustLists.bnetzaVl),
  },
  connectorCertificates: countEnds(data.connectorCertificateEnds.map((end) => coarsenEnd(end, at))),
  terminals: groupTerminals(data, at),
});

const copyProduct = (product: Product): Product => ({
  vendor: product.vendor,
  product: product.product,
  hardware: product.hardware,
  firmware: product.firmware,
  productTypeVersion: product.productTypeVersion,
});

const buildConnector = (connector: NonNullable<OperatingData["connector"]>, at: Date): RecordedConnector => ({
  ti: { status: connector.ti.status, since: coarsenInstant(connector.ti.since, at) },
  sis: { status: connector.sis.status, since: coarsenInstant(connector.sis.since, at) },
  errors: groupErrors(connector.errors, at),
});

const buildTrustList = (list: TrustList | null): TrustList | null =>
  list && { number: list.number, issued: toMinute(list.issued), nextUpdate: toMinute(list.nextUpdate) };

const groupErrors = (states: readonly ErrorState[], at: Date): ErrorGroup[] =>
  groupBy(states, (state) => JSON.stringify([state.condition, state.severity, state.type])).map(([first, rows]) => ({
    condition: first.condition,
    severity: first.severity,
    type: first.type,
    falseCount: rows.filter((row) => !row.value).length,
    trueSince: groupBy(
      rows.filter((row) => row.value).map((row) => coarsenInstant(row.validFrom, at)),
      (instant) => instant,
    ).map(([instant, same]) => ({ at: instant, count: same.length })),
  }));

const countEnds = (ends: readonly string[]): CountedEnd[] =>
  groupBy(ends, (end) => end).map(([end, same]) => ({ end, count: same.length }));

const groupTerminals = (data: OperatingData, at: Date): TerminalGroup[] => {
  const terminals = data.terminals.map((terminal) => ({
    product: copyProduct(terminal.product),
    certificateEnds: terminal.certificateEnds.map((end) => coarsenEnd(end, at)).toSorted(),
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
