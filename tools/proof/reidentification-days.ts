import { createHash } from "node:crypto";
import { buildRecord, readOperatingData } from "@lagebild/operating-data";
import { type SimulatedConnector, operatingDataXml, simulatedConnector } from "@lagebild/simulator";
import { matchDays } from "./reidentification-attack.ts";
import { attacks, type AttackName, isActive, keysOf, stableFields } from "./reidentification-attacks.ts";
import { type Column, type DayColumns, Vocabulary, at, emptyColumn, enterMark } from "./reidentification-columns.ts";
import { exactContent, sentContent } from "./reidentification-content.ts";
import { type Mark, type View, marksOf } from "./reidentification-marks.ts";
import type { ComparedField } from "./reidentification-model.ts";

export interface DayRange {
  readonly devices: number;
  readonly seed: number;
  /** Days since the first one; the attack matches `from` to `from + 1` and so on up to `to`. */
  readonly from: number;
  readonly to: number;
}

/** What the attacks on the pairs of days of a range came to. */
export interface MatchedDays {
  readonly attacks: ReadonlyMap<AttackName, AttackedDays>;
  readonly uniqueness: Readonly<Record<View, readonly GroupShares[]>>;
}

export interface AttackedDays {
  /** Mean chance of a hit, one for each pair of days. */
  readonly rates: readonly number[];
  /** By device: the chance that all pairs were hits. */
  readonly followed: Float64Array;
}

/** Shares of the records of a day whose lasting content stands alone, or in a group of fewer than five. */
export interface GroupShares {
  readonly alone: number;
  readonly belowFive: number;
}

/** Monday, 2026-11-02. */
const firstDayMs = Date.UTC(2026, 10, 2);
const dayMs = 86_400_000;
const minuteMs = 60_000;
/** A message to another thread for each record would cost more than it tells. */
const progressEvery = 50;

/** Builds the records of each day as a provider would and matches them with those of the day before. */
export const matchDayRange = (range: DayRange, progress: (records: number) => void): MatchedDays => {
  const connectors = Array.from({ length: range.devices }, (_, index) => simulatedConnector(range.seed, index));
  const vocabulary = new Vocabulary();
  const followed = new Map(attacks.map(({ name }) => [name, new Float64Array(range.devices).fill(1)]));
  const rates = new Map(attacks.map(({ name }): [AttackName, number[]] => [name, []]));
  const uniqueness: Record<View, GroupShares[]> = { exact: [], sent: [] };
  let before = observeDay(connectors, range.from, { vocabulary, progress });
  for (let day = range.from + 1; day <= range.to; day += 1) {
    const today = observeDay(connectors, day, { vocabulary, progress });
    for (const attack of attacks) {
      const { name, view, groups } = attack;
      const fields = compare(before[view], today[view], vocabulary).filter(([field]) => isActive(field, groups));
      const active = new Map(fields);
      const hits = matchDays({ fields: [...active.values()], keys: keysOf(attack, active) }, range.devices);
      rates.get(name)?.push(hits.reduce((sum, hit) => sum + hit, 0) / hits.length);
      const product = followed.get(name) ?? hits;
      for (let index = 0; index < hits.length; index += 1) product[index] = at(product, index) * at(hits, index);
    }
    for (const view of ["exact", "sent"] as const) uniqueness[view].push(groupShares(today[view]));
    before = today;
  }
  const attacked = attacks.map(({ name }): [AttackName, AttackedDays] => [
    name,
    { rates: rates.get(name) ?? [], followed: followed.get(name) ?? new Float64Array() },
  ]);
  return { attacks: new Map(attacked), uniqueness };
};

interface Observer {
  readonly vocabulary: Vocabulary;
  readonly progress: (records: number) => void;
}

type ObservedDay = Readonly<Record<View, DayColumns>>;

const observeDay = (connectors: readonly SimulatedConnector[], day: number, observer: Observer): ObservedDay => {
  const observed: ObservedDay = { exact: new Map(), sent: new Map() };
  for (const [index, connector] of connectors.entries()) {
    const receivedAt = timeOfReceipt(connector, day);
    const document = operatingDataXml(connector, receivedAt);
    const read = readOperatingData(document);
    if (!read.ok) throw new Error("our own reader refuses a simulated report");
    const { data } = read.value;
    const record = buildRecord(data, connector.siteType, receivedAt);
    const enter = (view: View, marks: ReadonlyMap<string, Mark>): void => {
      for (const [field, mark] of marks) {
        const numbers = { texts: observer.vocabulary.texts, states: observer.vocabulary.statesOf(field) };
        enterMark(columnOf(observed[view], field, connectors.length), index, mark, numbers);
      }
    };
    enter("exact", marksOf(exactContent(data, connector.siteType), "exact"));
    enter("exact", new Map([["iccsn", { value: iccsnIn(document) }]]));
    enter("sent", marksOf(sentContent(record), "sent"));
    if ((index + 1) % progressEvery === 0) observer.progress(progressEvery);
  }
  observer.progress(connectors.length % progressEvery);
  return observed;
};

const columnOf = (columns: DayColumns, field: string, records: number): Column => {
  const known = columns.get(field);
  if (known) return known;
  const column = emptyColumn(records);
  columns.set(field, column);
  return column;
};

/** What the schema carries and the record does not: the number of the device's own card. */
const iccsnIn = (document: string): string => /ICCSN>(?<iccsn>\d{20})</.exec(document)?.groups?.iccsn ?? "";

/**
 * A device reports at its own hour and a few minutes later or earlier each day: most after their nightly check, the
 * others when the practice opens.
 */
const timeOfReceipt = ({ seed, index, nightlyMs }: SimulatedConnector, day: number): Date => {
  const [kind = 0, delay = 0] = draw(seed, index, "habit");
  const [jitter = 0] = draw(seed, index, day);
  const delayMinutes = kind < 0.6 ? 5 + delay * 25 : 120 + delay * 480;
  return new Date(firstDayMs + day * dayMs + nightlyMs + Math.round((delayMinutes + jitter * 10) * minuteMs));
};

/** Fractions from 0 to 1, the same for the same arguments. */
const draw = (...path: readonly (number | string)[]): readonly number[] => {
  const digest = createHash("sha256").update(path.join("|")).digest();
  return [digest.readUInt32BE(0) / 2 ** 32, digest.readUInt32BE(4) / 2 ** 32];
};

const compare = (before: DayColumns, today: DayColumns, vocabulary: Vocabulary): [string, ComparedField][] =>
  [...new Set([...before.keys(), ...today.keys()])].toSorted().map((field) => {
    const records = [...today.values()][0]?.value.length ?? 0;
    const from = before.get(field) ?? emptyColumn(records);
    const to = today.get(field) ?? emptyColumn(records);
    return [field, { from, to, states: vocabulary.statesOf(field).size }];
  });

const groupShares = (columns: DayColumns): GroupShares => {
  const lasting = stableFields.map((field) => columns.get(field)?.value ?? new Int32Array());
  const records = lasting[0]?.length ?? 0;
  const texts = Array.from({ length: records }, (_, index) => lasting.map((values) => at(values, index)).join());
  const sizes = new Map<string, number>();
  for (const text of texts) sizes.set(text, (sizes.get(text) ?? 0) + 1);
  const share = (limit: number): number => texts.filter((text) => (sizes.get(text) ?? 0) < limit).length / records;
  return { alone: share(2), belowFive: share(5) };
};
