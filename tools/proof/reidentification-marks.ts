import type { Configuration, Product, TrustLists } from "@lagebild/operating-data";
import type { Content } from "./reidentification-content.ts";

/** What one field of a record gives the attacker to compare, as text. */
export interface Mark {
  readonly value: string;
  /** How the same fact may read a day later although nothing has happened: coarsening goes by age. */
  readonly later?: readonly [string, string];
  /** A weaker form that may agree where the value does not. */
  readonly weak?: string;
  /** In which situation the field is: how likely it changes overnight depends on it. */
  readonly state?: string;
}

/** Exact fields, or as sent: the attacker knows which he has. */
export type View = "exact" | "sent";

/** The marks of a record by field; a condition that is not true has none. */
export const marksOf = (content: Content, view: View): ReadonlyMap<string, Mark> => {
  const day = content.informationDate.slice(0, 10);
  const terminals = content.terminals.map(({ product, ends }) => ({ product: productText(product), ends }));
  const marks = new Map<string, Mark>([
    ["siteType", { value: content.siteType }],
    ["product", { value: productLine(content.product) }],
    ["firmware", { value: content.product.firmware, state: productText(content.product) }],
    ["configuration", { value: configurationText(content.configuration) }],
    ["ti", connectionMark(content.ti, day, view)],
    ["sis", secondConnectionMark(content, day, view)],
    ["listedErrors", { value: content.errors.map(({ condition, rows }) => `${condition}*${rows}`).join() }],
    ["trustLists", trustListsMark(content.trustLists, day)],
    ["connectorEnds", endsMark(view, (form) => content.connectorEnds.map(form).join())],
    [
      "terminals",
      endsMark(view, (form) => listed(terminals, (t) => `${t.product}:${t.ends.map(form).join("+")}`, view)),
    ],
    ["terminalProducts", { value: listed(terminals, (terminal) => terminal.product, view) }],
    ["terminalEnds", endsMark(view, (form) => listed(terminals, ({ ends }) => ends.map(form).join("+"), view))],
  ]);
  if (view === "exact") marks.set("informationTime", timeOfDayMark(content.informationDate));
  for (const { condition, trueSince } of content.errors) {
    if (trueSince.length > 0) marks.set(`error ${condition}`, sinceMark(trueSince, day, view));
  }
  return marks;
};

const productLine = ({ vendor, product, hardware, productTypeVersion }: Product): string =>
  [vendor, product, hardware, productTypeVersion].join();

const productText = (product: Product): string => `${productLine(product)},${product.firmware}`;

const configurationText = (configuration: Configuration): string =>
  [
    configuration.tiConnectionMode,
    configuration.internetMode,
    configuration.tlsMandatory,
    configuration.cautMandatory,
    configuration.cautMode,
    configuration.dvdOpen,
  ].join();

/** The order of the document is a mark of its own; of a sent record only the set counts. */
const listed = <Item>(items: readonly Item[], textOf: (item: Item) => string, view: View): string => {
  const texts = items.map(textOf);
  return (view === "exact" ? texts : texts.toSorted()).join(";");
};

/** An end turns from its month to its exact day when it comes near: comparable by month in any case. */
const endsMark = (view: View, textOf: (form: (end: string) => string) => string): Mark => {
  const value = textOf((end) => end);
  return view === "exact" ? { value } : { value, weak: textOf((end) => end.slice(0, 7)) };
};

/** A Konnektor reconnects at its own hour of the night, so a new instant still shows an old habit. */
const connectionMark = (connection: Content["ti"], day: string, view: View): Mark => {
  if (connection === null) return { value: "none", state: "none" };
  const { status, since } = connection;
  const mark = sinceMark([since], day, view);
  const habit = since.slice(11);
  // Midnight is what a coarsened day looks like.
  const isKnown = view === "exact" || habit !== "00:00:00Z";
  return {
    ...mark,
    value: `${status} ${mark.value}`,
    ...(mark.later && { later: [`${status} ${mark.later[0]}`, `${status} ${mark.later[1]}`] as const }),
    ...(isKnown && { weak: `${status} at ${habit}` }),
    state: `${status} ${mark.state}`,
  };
};

/** Where both connections changed together the second one says nothing new: counted once. */
const secondConnectionMark = ({ ti, sis }: Content, day: string, view: View): Mark =>
  ti !== null && sis !== null && ti.since === sis.since
    ? { value: `${sis.status} together`, state: `${sis.status} together` }
    : connectionMark(sis, day, view);

const sinceMark = (instants: readonly string[], day: string, view: View): Mark => {
  const newest = instants.reduce((latest, instant) => (instant > latest ? instant : latest), "");
  const value = instants.toSorted().join();
  const state = `age ${ageClass(newest, day)}`;
  if (view === "exact") return { value, state };
  return { value, later: [instants.map(dayOf).toSorted().join(), instants.map(mondayOf).toSorted().join()], state };
};

const dayMs = 86_400_000;

const ageClass = (instant: string, day: string): number => {
  const days = (Date.parse(day) - Date.parse(instant.slice(0, 10))) / dayMs;
  if (days <= 3) return days;
  return days <= 9 ? 4 : 5;
};

const dayOf = (instant: string): string => `${instant.slice(0, 10)}T00:00:00Z`;

const mondayOf = (instant: string): string => {
  const start = Date.parse(dayOf(instant));
  const daysSinceMonday = (new Date(start).getUTCDay() + 6) % 7;
  return dayOf(new Date(start - daysSinceMonday * dayMs).toISOString());
};

/** All devices get the day's lists; one that holds old ones shows it, and keeps them until it fetches again. */
const trustListsMark = (lists: TrustLists, day: string): Mark => ({
  value: [lists.crl, lists.tsl, lists.bnetzaVl].map((list) => list && `${list.number} ${list.issued}`).join(),
  state: lists.crl === null ? "none" : `age ${ageClass(lists.crl.issued, day)}`,
});

/** Devices report at about their own time of the day: ten minutes, or those before and after. */
const timeOfDayMark = (instant: string): Mark => {
  const slot = Math.floor((Date.parse(instant) % dayMs) / 600_000);
  return { value: `slot ${slot}`, later: [`slot ${slot - 1}`, `slot ${slot + 1}`] };
};
