import { escapeXml } from "@lagebild/xml";
import { soapEnvelope, telematikError } from "./namespaces.ts";

/** Codes of Tab_Registrierungsserver_Fehlermeldungen (TIP1-A_4491-03) that sendData can answer with. */
export type FaultCode = 7031 | 7041 | 7091;

const errorTypes: Readonly<Record<FaultCode, "Security" | "Technical">> = {
  7031: "Security",
  7041: "Technical",
  7091: "Technical",
};

/** Faults of SOAP 1.1 (4.4.1) that say nothing about the body: a header entry, the version, or the server itself. */
export type SoapFaultCode = "MustUnderstand" | "VersionMismatch" | "Server";

/**
 * SOAP 1.1 Fault of the request, with gematik's `Error` detail (TelematikError.xsd 2.0.0). `text` is German and must
 * hold nothing of the document (GS-A_3813; facts T20); `eventId` is ours, for support.
 */
export const sendDataFault = ({
  code,
  text,
  eventId,
  now,
}: {
  readonly code: FaultCode;
  readonly text: string;
  readonly eventId: string;
  readonly now: Date;
}): string =>
  faultEnvelope(
    "Client",
    text,
    `<detail><Error xmlns="${telematikError}"><MessageID>${escapeXml(eventId)}</MessageID>` +
      `<Timestamp>${now.toISOString()}</Timestamp><Trace><EventID>${escapeXml(eventId)}</EventID>` +
      `<Instance></Instance><LogReference></LogReference><CompType>VPN-Zugangsdienst</CompType>` +
      `<Code>${code}</Code><Severity>Error</Severity><ErrorType>${errorTypes[code]}</ErrorType>` +
      `<ErrorText>${escapeXml(text)}</ErrorText></Trace></Error></detail>`,
  );

/**
 * SOAP 1.1 Fault without a detail: SOAP forbids one for errors of header entries (4.4), and gematik has no code for
 * another version of SOAP or for a server that cannot answer (facts 1.5).
 */
export const soapFault = (code: SoapFaultCode, text: string): string => faultEnvelope(code, text, "");

const faultEnvelope = (code: SoapFaultCode | "Client", text: string, detail: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>` +
  `<soap:Envelope xmlns:soap="${soapEnvelope}"><soap:Body><soap:Fault>` +
  `<faultcode>soap:${code}</faultcode><faultstring>${escapeXml(text)}</faultstring>${detail}` +
  `</soap:Fault></soap:Body></soap:Envelope>`;
