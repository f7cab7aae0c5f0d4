import { coarsenEnd, coarsenInstant, toMinute } from "./coarsening.ts";
import type { ErrorState, OperatingData, TrustList } from "./operating-data.ts";

/** Schema elements whose values leave the provider coarser than they came. */
export const coarsenedElementNames = [
  "InformationDate",
  "Timestamp",
  "ValidFrom",
  "ListIssueDateTime",
  "NextUpdate",
  "validity",
] as const;

export type CoarsenedElement = (typeof coarsenedElementNames)[number];

/** How many values of a report a record built at `at` would make coarser, by schema element; elements without any are left out. */
export const coarsenedElements = (data: OperatingData, at: Date): ReadonlyMap<CoarsenedElement, number> => {
  const changed = (values: readonly string[], coarsen: (value: string) => string): number =>
    values.filter((value) => coarsen(value) !== value).length;
  const toInstant = (instant: string): string => coarsenInstant(instant, at);
  const { crl, tsl, bnetzaVl } = data.trustLists;
  const errors = data.connector?.errors ?? [];
  const ends = [...data.connectorCertificateEnds, ...data.terminals.flatMap((terminal) => terminal.certificateEnds)];
  const counts: Readonly<Record<CoarsenedElement, number>> = {
    // A terminal's is not even kept.
    InformationDate: changed([data.informationDate], toMidnight) + data.terminals.length,
    Timestamp: changed(data.connector ? [data.connector.ti.since, data.connector.sis.since] : [], toInstant),
    ValidFrom:
      changed(crl ? [crl.issued] : [], toMinute) + errors.filter((state) => isCoarsened(state, toInstant)).length,
    ListIssueDateTime: changed(
      present(tsl, bnetzaVl).map(({ issued }) => issued),
      toMinute,
    ),
    NextUpdate: changed(
      present(crl, tsl, bnetzaVl).map(({ nextUpdate }) => nextUpdate),
      toMinute,
    ),
    validity: changed(ends, (end) => coarsenEnd(end, at)),
  };
  return new Map(
    coarsenedElementNames.flatMap((name): [CoarsenedElement, number][] =>
      counts[name] > 0 ? [[name, counts[name]]] : [],
    ),
  );
};

/** Of a state that is not true nothing is said but that the device knows it. */
const isCoarsened = ({ value, validFrom }: ErrorState, toInstant: (instant: string) => string): boolean =>
  !value || toInstant(validFrom) !== validFrom;

const toMidnight = (instant: string): string => `${instant.slice(0, 10)}T00:00:00Z`;

const present = (...lists: readonly (TrustList | null)[]): TrustList[] => lists.filter((list) => list !== null);
