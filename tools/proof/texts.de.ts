import type { Recovery } from "./recovery.ts";
import type { Thousand } from "./thousand.ts";
import type { Leak } from "./personal-bytes.ts";

export const usage = `Aufruf: pnpm proof recovery|thousand [--reports N]

  recovery   Abbruch aller Prozesse (SIGKILL) während N Meldungen eingehen: geht nach dem Neustart eine bestätigte verloren?
  thousand   N Meldungen, zweimal: zählt die gematik sie genau einmal? Dazu Startzeit und Speicherbedarf.`;

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
