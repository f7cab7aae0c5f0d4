import type { ReportFailure } from "./receive-report.ts";

/** What a REST caller is told to do about a refused report. */
export const reportFailureTexts: Readonly<Record<ReportFailure["code"], string>> = {
  encoding: "Das Dokument ist nicht in seiner Zeichenkodierung lesbar. Bitte als UTF-8 senden.",
  "not-well-formed": "Das Dokument ist kein wohlgeformtes XML. Bitte die Betriebsdaten unverändert erneut senden.",
  doctype: "Das Dokument enthält eine DOCTYPE-Deklaration. Bitte ohne DOCTYPE und Entitäten senden.",
  "too-deep": "Das Dokument ist zu tief verschachtelt. Bitte nur Betriebsdaten nach conn/OperatingData.xsd senden.",
  "too-many-elements":
    "Das Dokument hat zu viele Elemente. Bitte nur Betriebsdaten nach conn/OperatingData.xsd senden.",
  "too-many-attributes":
    "Ein Element des Dokuments hat zu viele Attribute. Bitte nur Betriebsdaten nach conn/OperatingData.xsd senden.",
  "not-schema-conformant":
    "Das Dokument verletzt conn/OperatingData.xsd an den genannten Stellen. Bitte diese berichtigen.",
  "contract-refused":
    "Der Vertrag des Dokuments ist nicht registriert, beendet oder gesperrt. Bitte die Vertragsnummer im Konnektor prüfen und sich sonst an den VPN-Zugangsdienstanbieter wenden.",
};

const overloaded = "Die Betriebsdaten können derzeit nicht angenommen werden. Bitte in 5 Minuten erneut senden.";

export const faultTexts = {
  document: "Das übermittelte Dokument ist nicht schemakonform (conn/OperatingData.xsd).",
  request: "Die Anfrage ist nicht schemakonform (ProvisioningService.xsd).",
  operation: "Diese Operation wird hier nicht angeboten. Angeboten wird sendData.",
  size: "Das übermittelte Dokument ist zu groß. Zulässig sind 2 MiB.",
  mediaType: "Die Anfrage hat einen Inhaltstyp, der nicht angenommen wird. Angenommen wird text/xml.",
  coding: "Die Anfrage ist komprimiert. Bitte ohne Content-Encoding senden.",
  mustUnderstand: "Die Anfrage hat einen SOAP-Header mit mustUnderstand, der hier nicht verarbeitet wird.",
  version: "Die Anfrage ist keine Nachricht nach SOAP 1.1. Bitte als SOAP 1.1 senden.",
  overloaded: (eventId: string): string => `${overloaded} Vorgangsnummer: ${eventId}`,
  contract: "Die Prüfung der Vertragsnummer ist fehlgeschlagen. Bitte die Vertragsnummer im Konnektor prüfen.",
} as const;

export const registerTexts = {
  mediaType: "Bitte als text/csv oder application/x-ndjson senden.",
  size: "Zulässig sind 5 MiB je Anfrage. Bitte die Datei aufteilen.",
  encoding: "Die Datei ist nicht als UTF-8 lesbar. Bitte als UTF-8 speichern und erneut senden.",
  header:
    "Die erste Zeile muss die Spalten nennen: contractId und siteType, dazu wahlweise status, partner, email, certificateFingerprint, iccsns.",
} as const;

export const documentTexts = {
  mediaType: "Bitte als application/xml senden.",
  coding: "Bitte ohne Content-Encoding senden.",
  size: "Zulässig sind 2 MiB. Bitte nur Betriebsdaten nach conn/OperatingData.xsd senden.",
  overloaded,
} as const;
