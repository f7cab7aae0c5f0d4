import type { DocumentFailure, Problem } from "@lagebild/operating-data";
import type { Redaction } from "./redact.ts";

/** Elements whose values are made coarse, and how (design 4). */
const coarsened = [
  "InformationDate: auf den Tag",
  "Timestamp, ValidFrom (zutreffende Fehlerzustände): auf Stunde, Tag oder Woche, je nach Alter",
  "ValidFrom (nicht zutreffende Fehlerzustände): entfernt, 00:00 Uhr des Tages",
  "ErrorCondition: ohne Angabe in Klammern; unbekannte werden zu UNKNOWN",
  "validity: auf das Monatsende, wenn mehr als 60 Tage entfernt",
  "ListIssueDateTime, ValidFrom, NextUpdate (Listen): auf die Minute",
  "CardTerminal, CertificateData, ErrorState: sortiert, die Reihenfolge des Dokuments ist fort",
];

export const redactionText = ({ removed, otherCount }: Redaction): string =>
  [
    "Entfernt:",
    ...[...removed].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, count]) => `  ${name} (${count})`),
    ...(otherCount > 0 ? [`  andere, in keinem Schema bekannt (${otherCount})`] : []),
    "Vergröbert:",
    ...coarsened.map((line) => `  ${line}`),
  ].join("\n");

const unreadable: Readonly<Record<Exclude<DocumentFailure["code"], "not-schema-conformant">, string>> = {
  encoding: "Das Dokument ist in seiner Zeichenkodierung nicht lesbar.",
  "not-well-formed": "Das Dokument ist kein wohlgeformtes XML.",
  doctype: "Das Dokument enthält eine DOCTYPE-Deklaration.",
  "too-deep": "Das Dokument ist zu tief verschachtelt.",
  "too-many-elements": "Das Dokument hat zu viele Elemente.",
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
