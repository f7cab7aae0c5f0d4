import {
  type AttackName,
  coarsenedGroups,
  type FieldGroup,
  fieldGroups,
  furtherGroups,
} from "./reidentification-attacks.ts";
import type { Reidentification } from "./reidentification.ts";

const groupNames: Readonly<Record<FieldGroup, string>> = {
  siteType: "Betriebsstättenart",
  product: "Produkt und Firmware des Konnektors",
  configuration: "Konfiguration",
  connections: "Verbindungsstatus TI und SIS mit Zeitpunkt",
  errors: "wahre Fehlerzustände mit Zeitpunkt",
  listedErrors: "Liste der Fehlerzustände (Anzahl der Zeilen)",
  trustLists: "Vertrauenslisten und Sperrliste",
  connectorEnds: "Ablaufdaten der gSMC-K",
  terminalProducts: "Produkte der Kartenterminals",
  terminalEnds: "Ablaufdaten der gSMC-KT",
};

const mainRows: readonly (readonly [AttackName, string])[] = [
  ["withIccsn", "mit ICCSN, wie das Schema sie vorsieht"],
  ["exact", "erlaubte Datenelemente, vor der Vergröberung"],
  ["sent", "Betriebsdatensatz wie gesendet, nach der Vergröberung"],
];

/** Each row leaves out more than the one above. */
const ladder: readonly (readonly [AttackName, string])[] = [
  ["withoutEnds", "ohne alle Ablaufdaten"],
  ["withoutTimes", "… und ohne Verbindungsstatus und wahre Fehlerzustände"],
  ["withoutLists", "… und ohne Liste der Fehlerzustände und Vertrauenslisten"],
  ["setting", "… und ohne Kartenterminals: Produkt, Konfiguration, Art"],
  ["productAndSiteType", "… und ohne Konfiguration: Produkt, Betriebsstättenart"],
];

export const reidentificationText = (result: Reidentification): string => {
  const { devices, days, seed, uniqueness, seconds } = result;
  return [
    `Wiedererkennung von Tag zu Tag: ${count(devices)} Konnektoren, ${days} Tage, Startwert ${seed} (${count(Math.round(seconds))} s)`,
    "Ein Angreifer hat alle Datensätze zweier Tage ohne Kennung und ordnet sie nach ihrem Inhalt einander zu.",
    "Anteile sind abgerundet; g gleich gute Kandidaten zählen 1/g.",
    "",
    row("", "Treffer", "alle Tage"),
    ...mainRows.map(([name, text]) => attackRow(result, name, text)),
    row("geraten", percent(1 / devices), ""),
    "",
    row("Bleibender Inhalt am selben Tag", "einmalig", "unter 5"),
    row("vor der Vergröberung", percent(uniqueness.exact.alone), percent(uniqueness.exact.belowFive)),
    row("nach der Vergröberung", percent(uniqueness.sent.alone), percent(uniqueness.sent.belowFive)),
    "",
    row("Treffer mit einem vergröberten Datenelement allein", "vorher", "nachher"),
    ...coarsenedGroups.map((group) =>
      row(groupNames[group], hitRate(result, `exact ${group}`), hitRate(result, `sent ${group}`)),
    ),
    "",
    row("Wie gesendet, aber ohne …", "Treffer", "alle Tage"),
    ...fieldGroups.map((group) => attackRow(result, `without ${group}`, groupNames[group])),
    "",
    row("Immer weniger", "Treffer", "alle Tage"),
    ...ladder.map(([name, text]) => attackRow(result, name, text)),
    "",
    row("Produkt, Konfiguration, Art und dazu …", "Treffer", "alle Tage"),
    attackRow(result, "setting", "nichts"),
    ...furtherGroups.map((group) => attackRow(result, `setting and ${group}`, groupNames[group])),
  ].join("\n");
};

const attackRow = (result: Reidentification, name: AttackName, text: string): string =>
  row(text, hitRate(result, name), percent(result.attacks.get(name)?.followed ?? 0));

const hitRate = ({ attacks }: Reidentification, name: AttackName): string => percent(attacks.get(name)?.hitRate ?? 0);

const row = (text: string, first: string, second: string): string =>
  `${text.padEnd(58)}${first.padStart(10)}${second.padStart(11)}`.trimEnd();

const count = (value: number): string => value.toLocaleString("de-DE");

/** Rounded down: what is not all must not read 100 %. The sum of many shares may miss a whole by its rounding. */
const percent = (share: number): string => {
  const floored = Math.floor(share * 10_000 + 1e-6) / 100;
  return `${floored.toLocaleString("de-DE", { minimumFractionDigits: 2, maximumFractionDigits: 2 })} %`;
};
