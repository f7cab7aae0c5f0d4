import type { ConformanceError, ConformanceReport } from "./conformance.ts";

export const USAGE = `Aufruf: pnpm conformance SCHEMAS [--documents N]

  SCHEMAS        Ordner mit den Schemas der gematik (conn/, vpnzugd/, tel/, ext/);
                 ohne Angabe gilt die Umgebungsvariable LAGEBILD_SCHEMAS
  --documents N  Anzahl der simulierten Meldungen, 1 bis 20000 (Vorgabe: 500)`;

export const FOLDER_MISSING = "Es fehlt der Ordner mit den Schemas der gematik.";
export const DOCUMENTS_INVALID = "--documents verlangt eine ganze Zahl von 1 bis 20000.";
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

/** xmllint's complaints, if any, then a line for each schema and the verdict. */
export function reportText({ batches, allValid }: ConformanceReport): string {
  const complaints = batches.flatMap((batch) => batch.complaints);
  const shown = complaints.slice(0, COMPLAINTS_SHOWN);
  const more = complaints.length - shown.length;
  if (more > 0) shown.push(`… und ${germanNumber(more)} weitere Zeilen von xmllint`);
  const width = Math.max(...batches.map((batch) => batch.title.length));
  const rows = batches.map(
    ({ title, documents, valid }) =>
      `  ${title.padEnd(width)}  ${documentCount(documents)}, davon gültig: ${germanNumber(valid)}`,
  );
  const total = batches.reduce((sum, batch) => sum + batch.documents, 0);
  const invalid = total - batches.reduce((sum, batch) => sum + batch.valid, 0);
  const verdict = allValid
    ? `Alle Dokumente sind gültig (${germanNumber(total)}).`
    : `Nicht gültig: ${germanNumber(invalid)} von ${germanNumber(total)}.`;
  return [...shown, "Prüfung synthetischer Dokumente gegen die Schemas der gematik (xmllint):", ...rows, verdict].join(
    "\n",
  );
}

function documentCount(count: number): string {
  return `${germanNumber(count)} ${count === 1 ? "Dokument" : "Dokumente"}`;
}

function germanNumber(number: number): string {
  return number.toLocaleString("de-DE");
}
