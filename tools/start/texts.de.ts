import type { Settings } from "./settings.ts";

export const texts = {
  starting: (stateFolder: string) => `Lagebild wird gestartet. Datenablage: ${stateFolder}`,
  migrating: "Die Datenbanken werden eingerichtet …",
  waiting: "Die Dienste werden gestartet …",
  stopping: "Lagebild wird beendet …",
  stopped: "Lagebild ist beendet.",
  portTaken: (port: number) =>
    `Port ${port} ist bereits belegt. Bitte das andere Programm beenden oder mit LAGEBILD_PORT einen anderen Port wählen.`,
  portForbidden: (port: number) =>
    `Port ${port} darf von diesem Benutzer nicht geöffnet werden. Bitte mit LAGEBILD_PORT einen Port ab 1024 wählen.`,
  notWritable: (folder: string) =>
    `Im Ordner ${folder} kann nicht geschrieben werden. Bitte die Rechte prüfen oder mit LAGEBILD_STATE einen anderen Ordner wählen.`,
  inUse: (folder: string, port: number) =>
    `Der Ordner ${folder} wird schon von einem Lagebild auf Port ${port} benutzt. Bitte jenes beenden oder mit LAGEBILD_STATE einen anderen Ordner wählen.`,
  damaged: (folder: string) =>
    `tokens.json oder secrets.json in ${folder} ist beschädigt. Bitte die Datei löschen (neue Zugangsdaten) oder mit LAGEBILD_STATE einen anderen Ordner wählen.`,
  migrationFailed: (log: string) => `Die Datenbanken ließen sich nicht einrichten. Das Protokoll steht in ${log}:`,
  notHealthy: (seconds: number, log: string) =>
    `Die Dienste sind nach ${seconds} Sekunden nicht bereit. Das Protokoll steht in ${log}:`,
  crashed: (log: string) => `Die Dienste haben sich unerwartet beendet. Das Protokoll steht in ${log}:`,
  tickFailed: (log: string) => `Eine wiederkehrende Aufgabe ist fehlgeschlagen. Weiteres steht in ${log}.`,
} as const;

export const readyText = (settings: Settings, files: { tokens: string; log: string }, seconds: string): string => {
  const address = `http://localhost:${settings.port}`;
  return [
    "",
    `Lagebild ist bereit (nach ${seconds} s).`,
    "",
    `  Startseite              ${address}/`,
    `  Oberfläche der gematik  ${address}/gematik/   (Anmeldung mit dem Token „analyst“)`,
    `  Annahme (ingest)        ${address}/ingest/v1/operating-data`,
    "",
    `  Token                   ${files.tokens}`,
    `  Protokoll               ${files.log}`,
    "",
    "Beenden mit Strg+C.",
    "",
  ].join("\n");
};

export const demoTexts = {
  running: (connectors: number, days: number) =>
    `Demodaten: ${connectors} Konnektoren melden Betriebsdaten von ${days} Tagen …`,
  done: (accepted: string, seconds: string) => `Demodaten: ${accepted} Meldungen angenommen (${seconds} s).`,
  incomplete: (refused: string) => `Demodaten: ${refused} Meldungen wurden nicht angenommen.`,
  failed:
    "Demodaten: Das Einspielen ist fehlgeschlagen. Mit „npm run -s lagebild -- status“ lässt sich der Zustand prüfen.",
} as const;
