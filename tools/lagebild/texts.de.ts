import type { SimulationSummary } from "./simulate.ts";
import type { GematikStatus, IngestStatus, StackStatus } from "./status.ts";

export const usage = `Aufruf: npm run -s lagebild -- <Befehl>

  redact         Liest ein Dokument des Konnektors von der Standardeingabe und gibt aus, was das
                 Haus verlassen würde; auf der Fehlerausgabe steht, was entfernt oder vergröbert ist
  simulate --connectors N --days D [--seed S]
                 Registriert N synthetische Konnektoren und sendet ihre Betriebsdaten
                 für D Tage, der letzte ist heute (Vorgabe für S: 1)
  status         Zeigt Zustand, Ausgangsspeicher, Warteschlange und letzte Meldung

Das laufende System nennen LAGEBILD_PORT und LAGEBILD_STATE, wie bei npm start.`;

export const commandTexts = {
  noCommand: "Es fehlt der Befehl.",
  unknownCommand: (name: string) => `Den Befehl „${name}“ gibt es nicht.`,
  unknownOption: (name: string) => `Die Option „${name.length === 1 ? "-" : "--"}${name}“ gibt es hier nicht.`,
  surplus: (word: string) => `Die Angabe „${word}“ ist hier überzählig.`,
  badNumber: (name: string, limits: { from: number; to: number }) =>
    `--${name} verlangt eine ganze Zahl von ${limits.from} bis ${limits.to}.`,
} as const;

export const stackTexts = {
  notRunning: (baseUrl: string) => `Unter ${baseUrl} läuft kein Lagebild. Bitte zuerst „npm start“ ausführen.`,
  noTokens: (folder: string) =>
    `Im Ordner ${folder} stehen keine lesbaren Token. Bitte LAGEBILD_STATE wie bei „npm start“ setzen.`,
} as const;

/** gematik takes records at most this many days back (design 4). */
const acceptedDaysBack = 14;

export const simulationText = (
  options: { readonly connectors: number; readonly days: number; readonly seed: number },
  summary: SimulationSummary,
  countedToday: number | undefined,
): string => {
  const { registration } = summary;
  if (registration === undefined) {
    return "Die Verträge ließen sich nicht registrieren. Es wurde nichts gesendet. Bitte mit „status“ den Zustand prüfen.";
  }
  const refused = [...summary.refused].map(([reason, count]) => `    ${reason}: ${german(count)}`);
  const total = [...summary.refused.values()].reduce((sum, count) => sum + count, 0);
  const perSecond = summary.accepted / Math.max(summary.seconds, 0.001);
  return [
    `Simulation: ${german(options.connectors)} Konnektoren, ${german(options.days)} Tage, Startwert ${options.seed}`,
    `  Verträge      ${german(registration.imported)} neu, ${german(registration.unchanged)} unverändert, ${german(registration.rejected)} abgewiesen`,
    `  gesendet      ${german(summary.posted)}`,
    `  angenommen    ${german(summary.accepted)} (${german(Math.round(perSecond))} je Sekunde)`,
    `  abgewiesen    ${german(total)}`,
    ...refused,
    `  gematik heute ${countedToday === undefined ? "keine Auskunft" : `${german(countedToday)} Betriebsdatensätze`}`,
    ...(options.days > acceptedDaysBack + 1
      ? [`Tage, die mehr als ${acceptedDaysBack} zurückliegen, bleiben beim Anbieter und gelangen nicht zur gematik.`]
      : []),
    ...(summary.unreachable
      ? ["Abgebrochen: Lagebild antwortet nicht mehr. Bitte mit „status“ den Zustand prüfen."]
      : []),
  ].join("\n");
};

export const statusText = (baseUrl: string, status: StackStatus, attention: boolean): string =>
  [
    `Lagebild unter ${baseUrl}`,
    row("Zustand", condition(status.health.gateway)),
    "",
    "VPN-Zugangsdienstanbieter (ingest)",
    row("Zustand", condition(status.health.ingest)),
    ...(status.ingest === undefined ? [noMetrics] : ingestRows(status.ingest)),
    "",
    "gematik",
    row("Zustand", condition(status.health.gematik)),
    ...(status.gematik === undefined ? [noMetrics] : gematikRows(status.gematik)),
    "",
    attention ? "Bitte prüfen: Nicht alles ist in Ordnung." : "Alles in Ordnung.",
  ].join("\n");

const ingestRows = (ingest: IngestStatus): string[] => [
  row("Verträge im Register", `${german(ingest.contracts)}, davon aktiv ${german(ingest.activeContracts)}`),
  row("Ausgangsspeicher", `${german(ingest.waiting)} wartend, ${german(ingest.unconfirmed)} unbestätigt`),
  row("Warteschlange", ingest.underway === undefined ? "keine Auskunft" : `${german(ingest.underway)} unterwegs`),
  row("letzte Meldung", ingest.lastReport === undefined ? "keine" : berlinTime.format(ingest.lastReport)),
  row("abgewiesene Dokumente", german(ingest.rejected)),
];

const gematikRows = (gematik: GematikStatus): string[] => [
  row("Betriebsdatensätze heute", german(gematik.recordsToday)),
  row("abgewiesen", german(gematik.rejected)),
  row("unzustellbar", german(gematik.deadLetters)),
];

const berlinTime = new Intl.DateTimeFormat("de-DE", {
  dateStyle: "medium",
  timeStyle: "medium",
  timeZone: "Europe/Berlin",
});

const labelWidth = 26;
const row = (label: string, value: string): string => `  ${label.padEnd(labelWidth)}${value}`;
const noMetrics = row("Kennzahlen", "keine Auskunft");
const condition = (healthy: boolean): string => (healthy ? "bereit" : "nicht bereit");
const german = (value: number): string => value.toLocaleString("de-DE");
