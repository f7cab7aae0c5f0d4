import type { Leniency } from "@lagebild/corpus";
import type { ConformanceError, ConformanceReport } from "./conformance.ts";
import type { CorpusReport } from "./corpus.ts";

export const USAGE = `Aufruf: pnpm conformance SCHEMAS [--documents N] [--corpus N]

  SCHEMAS        Ordner mit den Schemas der gematik (conn/, vpnzugd/, tel/, ext/);
                 ohne Angabe gilt die Umgebungsvariable LAGEBILD_SCHEMAS
  --documents N  Anzahl der simulierten Meldungen, 1 bis 200000 (Vorgabe: 500)
  --corpus N     Anzahl der erzeugten, teils veränderten Dokumente, deren Urteile
                 verglichen werden, 1 bis 200000 (Vorgabe: 20000)`;

export const FOLDER_MISSING = "Es fehlt der Ordner mit den Schemas der gematik.";
export const DOCUMENTS_INVALID = "--documents und --corpus verlangen eine ganze Zahl von 1 bis 200000.";
export const ARGUMENTS_UNKNOWN = "Der Aufruf enthält unbekannte oder zu viele Angaben.";

/** Complaints beyond these say nothing new and would hide the summary. */
const COMPLAINTS_SHOWN = 40;

/** One German sentence that says what to do. */
export function errorText(error: ConformanceError): string {
  switch (error.code) {
    case "xmllint-missing":
      return "Das Programm xmllint fehlt. Unter Debian und Ubuntu: apt-get install libxml2-utils";
    case "schema-missing":
      return `Im Ordner mit den Schemas fehlt ${error.path}.`;
    case "schema-unusable":
      return `Das Schema für ${error.title} ist nicht verwendbar: ${error.detail}`;
  }
}

/** xmllint's complaints, if any, then a line for each schema, the comparison of verdicts and the result. */
export function reportText({ batches, corpus, passed }: ConformanceReport): string {
  const complaints = batches.flatMap((batch) => batch.complaints);
  const shown = complaints.slice(0, COMPLAINTS_SHOWN);
  const more = complaints.length - shown.length;
  if (more > 0) shown.push(`… und ${germanNumber(more)} weitere Zeilen von xmllint`);
  const width = Math.max(...batches.map((batch) => batch.title.length));
  const rows = batches.map(
    ({ title, documents, valid }) =>
      `  ${title.padEnd(width)}  ${documentCount(documents)}, davon gültig: ${germanNumber(valid)}`,
  );
  return [
    ...shown,
    "Prüfung synthetischer Dokumente gegen die Schemas der gematik (xmllint):",
    ...rows,
    ...corpusLines(corpus),
    passed ? "Ergebnis: in Ordnung." : "Ergebnis: nicht in Ordnung.",
  ].join("\n");
}

const MUTATION_LABELS: Readonly<Record<string, string>> = {
  none: "unverändert",
  missing: "Element fehlt",
  doubled: "Element doppelt",
  reordered: "vertauscht",
  value: "Wert am Rand des Typs",
  "newer value": "neuer Aufzählungswert",
  "foreign namespace": "fremder Namensraum",
  renamed: "umbenannt",
  "unknown element": "unbekanntes Element",
  "misplaced element": "Element am falschen Ort",
  "unknown attribute": "unbekanntes Attribut",
  "text between elements": "Text zwischen Elementen",
  "element in a value": "Element in einem Wert",
  emptied: "geleert",
  "other root": "andere Wurzel",
};

const LENIENCY_LABELS: Readonly<Record<Leniency, string>> = {
  "unknown element": "unbekanntes Element",
  "unknown attribute": "unbekanntes Attribut",
  "newer enumeration value": "neuerer Aufzählungswert",
  "blanks around an enumeration value": "Leerraum um einen Aufzählungswert",
  "number beyond 24 digits": "Zahl mit mehr als 24 Stellen (Grenze von libxml2, nicht des Schemas)",
  "blanks around a time": "Leerraum um eine Zeitangabe (Eigenheit von libxml2, nicht des Schemas)",
};

function corpusLines(corpus: CorpusReport): string[] {
  const documents = corpus.rows.reduce((sum, row) => sum + row.documents, 0);
  const failures = (title: string, names: readonly string[]): string =>
    `  ${title}: ${germanNumber(names.length)}${names.length === 0 ? "" : ` (${names.slice(0, 5).join(", ")} …)`}`;
  return [
    `Vergleich der Urteile an ${germanNumber(documents)} erzeugten Dokumenten (amtlich gültig / von uns angenommen):`,
    ...corpus.rows.map(({ mutation, documents: all, official, accepted }) => {
      const label = (MUTATION_LABELS[mutation] ?? mutation).padEnd(24);
      return `  ${label} ${pad(all)}  ${pad(official)} / ${pad(accepted)}`;
    }),
    failures("amtlich gültig, aber von uns abgewiesen", corpus.wronglyRefused),
    failures("von uns angenommen, amtlich und auch ohne die Nachsicht unten ungültig", corpus.wronglyAccepted),
    "  Nachsicht, die wir üben und xmllint nicht:",
    ...[...corpus.leniencies].map(([kind, count]) => `    ${LENIENCY_LABELS[kind]}: ${germanNumber(count)}`),
    `  weitergeleitete Dokumente (hardened): ${germanNumber(corpus.forwarded)}`,
    failures("davon ungültig oder nicht verlustfrei zurückgelesen", corpus.badlyForwarded),
  ];
}

function pad(count: number): string {
  return germanNumber(count).padStart(7);
}

function documentCount(count: number): string {
  return `${germanNumber(count)} ${count === 1 ? "Dokument" : "Dokumente"}`;
}

function germanNumber(number: number): string {
  return number.toLocaleString("de-DE");
}
