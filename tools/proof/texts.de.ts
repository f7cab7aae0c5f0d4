import type { Recovery } from "./recovery.ts";
import type { RedactionProof } from "./redaction.ts";
import type { LinesProof } from "./redactor-lines.ts";
import type { Thousand } from "./thousand.ts";
import type { Leak } from "./personal-bytes.ts";

export const usage = `Aufruf: pnpm proof BEWEIS [--option N]

  recovery          [--reports 1000]           Abbruch aller Prozesse (SIGKILL) während N Meldungen eingehen: geht nach dem
                                               Neustart eine bestätigte verloren?
  thousand          [--reports 1000]           N Meldungen, zweimal: zählt die gematik sie genau einmal? Dazu Startzeit und
                                               Speicherbedarf.
  redaction         [--documents 100000]       Erzeugte Dokumente mit Markierungen an jeder Stelle, die niemand sehen darf:
                    [--seed 1]                 gelangt eine davon nach außen, hängt etwas von Vorenthaltenem ab?
  lines             [--stride 1]               Fehlt dem Redaktor irgendeine Zeile: schlägt dann ein Test fehl?
  reidentification  [--devices 10000]          Wie oft erkennt ein Angreifer einen Datensatz am nächsten Tag am Inhalt wieder,
                    [--days 30] [--seed 1]     vor und nach dem Vergröbern?`;

const number = (value: number, digits = 1): string => value.toLocaleString("de-DE", { maximumFractionDigits: digits });

const leakLine = (leaks: readonly Leak[]): string =>
  leaks.length === 0
    ? "Bytesuche: keine vorenthaltenen Angaben in gematik-Datenbank und Protokollen"
    : `Bytesuche: GEFUNDEN ${leaks.map(({ what, file }) => `${what} in ${file}`).join(", ")}`;

export const recoveryText = (recovery: Recovery): string =>
  [
    `bestätigt vor dem Abbruch:      ${recovery.acknowledged}`,
    `davon nach dem Neustart offen:  ${recovery.missingAtRestart}`,
    `verloren:                       ${recovery.lost} (nach ${number(recovery.secondsToRecover)} s)`,
    leakLine(recovery.leaks),
  ].join("\n");

export const thousandText = (thousand: Thousand): string =>
  [
    `Start bis bereit:  ${number(thousand.coldSeconds)} s mit leerem Zustand, ${number(thousand.warmSeconds)} s danach`,
    ...thousand.rounds.map(
      (round, index) =>
        `Runde ${index + 1}:           ${round.accepted} angenommen in ${number(round.seconds)} s, ` +
        `gematik zählt ${round.fleet} (${number(round.secondsToFleet)} s nach der letzten Antwort), ` +
        `Speicher höchstens ${number(round.peakMemoryMiB, 0)} MiB`,
    ),
    leakLine(thousand.leaks),
  ].join("\n");

export const redactionText = (proof: RedactionProof): string => {
  const leaks = [...proof.leaks].map(([place, count]) => `    ${place}: ${number(count)}`);
  return [
    `Startwert:                     ${proof.seed}`,
    `Dokumente:                     ${number(proof.documents)}, davon angenommen ${number(proof.accepted)}`,
    `Markierungen:                  ${number(proof.marks)}`,
    `nach außen gelangt:            ${number(leaks.length)} ${leaks.length === 1 ? "Stelle" : "Stellen"}`,
    ...leaks,
    `von Vorenthaltenem abhängig:   ${number(proof.interfering)}`,
  ].join("\n");
};

export const linesText = ({ lines, uncompilable, survivors }: LinesProof): string =>
  [
    `Zeilen des Redaktors:                 ${lines}`,
    `ohne die nichts übersetzt wird:       ${uncompilable}`,
    `ohne die ein Test fehlschlägt:        ${lines - uncompilable - survivors.length}`,
    `ohne die kein Test fehlschlägt:       ${survivors.length}`,
    ...survivors.map((where) => `  ${where}`),
  ].join("\n");
