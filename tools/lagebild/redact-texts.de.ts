import type { CoarsenedElement, DocumentFailure, Problem } from "@lagebild/operating-data";
import type { Redaction } from "./redact.ts";

/** How values of an element are made coarse (design 4). */
const coarsening: Readonly<Record<CoarsenedElement, string>> = {
  InformationDate: "auf den Tag",
  Timestamp: "auf Stunde, Tag oder Woche, je nach Alter",
  ValidFrom: "zutreffende Fehlerzustände auf Stunde, Tag oder Woche, andere auf 00:00 Uhr, Sperrlisten auf die Minute",
  ListIssueDateTime: "auf die Minute",
  NextUpdate: "auf die Minute",
  validity: "auf das Monatsende, wenn mehr als 60 Tage entfernt",
};

/** What is taken out of an element that stays. */
const remains: Readonly<Record<string, string>> = {
  ErrorCondition: "Angabe in Klammern oder unbekannter Name",
  SiteType: "Angabe des Geräts; es gilt die des Registers",
};

export const redactionText = ({ removed, otherCount, coarsened }: Redaction): string => {
  const line = (name: string, count: number, note: string | undefined): string =>
    `  ${name} (${count})${note === undefined ? "" : `: ${note}`}`;
  const sorted = [...removed].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    "Entfernt:",
    ...sorted.map(([name, count]) => line(name, count, remains[name])),
    ...(otherCount > 0 ? [`  anderes, in keinem Schema bekannt (${otherCount})`] : []),
    "Vergröbert:",
    ...[...coarsened].map(([name, count]) => line(name, count, coarsening[name])),
    "Kartenterminals, Zertifikate und Fehlerzustände sind sortiert: Die Reihenfolge des Dokuments ist fort.",
  ].join("\n");
};

const unreadable: Readonly<Record<Exclude<DocumentFailure["code"], "not-schema-conformant">, string>> = {
  encoding: "Das Dokument ist in seiner Zeichenkodierung nicht lesbar.",
  "not-well-formed": "Das Dokument ist kein wohlgeformtes XML.",
  doctype: "Das Dokument enthält eine DOCTYPE-Deklaration.",
  "too-deep": "Das Dokument ist zu tief verschachtelt.",
  "too-many-elements": "Das Dokument hat zu viele Elemente.",
  "too-many-attributes": "Ein Element des Dokuments hat zu viele Attribute.",
};

const rules: Readonly<Record<Problem["code"], string>> = {
  missing: "fehlt",
  invalid: "hat einen unzulässigen Wert",
  duplicate: "steht mehrfach da",
  order: "steht an falscher Stelle",
  text: "enthält Text, wo nur Elemente stehen dürfen",
  "wrong-root": "ist nicht OperatingData",
};

export const refusedText = (failure: DocumentFailure): string =>
  failure.code === "not-schema-conformant"
    ? [
        "Das Dokument entspricht nicht dem Schema der Betriebsdaten:",
        ...failure.problems.map(({ path, code }) => `  ${path} ${rules[code]}`),
      ].join("\n")
    : unreadable[failure.code];
