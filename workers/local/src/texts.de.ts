export const startPageTexts = {
  title: "Startseite",
  house: "lokaler Betrieb",
  heading: "Lagebild",
  lead:
    "Betriebsdaten der dezentralen Komponenten: vom Konnektor über den VPN-Zugangsdienstanbieter zur gematik. " +
    "Alles auf dieser Seite läuft auf diesem Rechner, mit synthetischen Daten und ohne Verbindung nach außen.",
  consoles: "Oberflächen",
  interfaces: "Schnittstellen",
  tokensHeading: "Anmeldung",
  tokens:
    "Oberflächen und Schnittstellen verlangen ein Token. Alle Token stehen in der Datei tokens.json, deren Ort „npm start“ beim Start nennt.",
} as const;

export interface Door {
  readonly path: string;
  readonly name: string;
  readonly purpose: string;
}

export const consoles: readonly Door[] = [
  {
    path: "/gematik/",
    name: "gematik: Lage",
    purpose:
      "Wie viele Konnektoren heute gemeldet haben, in welchen Betriebsstättenarten, mit welcher Firmware und " +
      "ob sie verbunden sind. Kleine Fallzahlen (1 bis 4) sind unterdrückt. Anmeldung mit dem Token der Rolle analyst.",
  },
];

export const interfaces: readonly Door[] = [
  {
    path: "/ingest/openapi.json",
    name: "VPN-Zugangsdienstanbieter (ingest): Schnittstelle als OpenAPI",
    purpose:
      "Nimmt Betriebsdaten der Konnektoren an (POST /ingest/v1/operating-data oder per SOAP an /ingest/ProvisioningService) " +
      "und das Vertragsverzeichnis (POST /ingest/v1/contracts). Eine Oberfläche gibt es hier noch nicht.",
  },
  {
    path: "/gematik/openapi.json",
    name: "gematik: Schnittstelle als OpenAPI",
    purpose:
      "Gibt Fallzahlen aus (GET /gematik/v1/aggregates/fleet, als JSON, CSV oder Prometheus) und bestätigt den Anbietern, welche " +
      "Betriebsdatensätze angekommen sind (GET /gematik/v1/receipts).",
  },
];

export const tickTexts = { method: "Bitte mit POST aufrufen." } as const;
