import { escapeXml } from "@lagebild/xml";
import { soapEnvelope, telematikError } from "./namespaces.ts";

/** Codes of Tab_Registrierungsserver_Fehlermeldungen (TIP1-A_4491-03) that sendData can answer with. */
export type FaultCode = 7031 | 7041 | 7091;

const errorTypes: Readonly<Record<FaultCode, "Security" | "Technical">> = {
  7031: "Security",
  7041: "Technical",
  7091: "Technical",
};

/**
 * SOAP 1.1 Fault with gematik's `Error` detail (TelematikError.xsd 2.0.0), to be sent with HTTP 500.
 * `text` is German and must hold nothing of the document (GS-A_3813; facts T20); `eventId` is ours, for support.
 */
export const sendDataFault = (fault: { code: FaultCode; text: string; eventId: string; now: Date }): string => {
  const text = escapeXml(fault.text);
  return (
    `<?xml version="1.0" encoding="UTF-8"?>` +
    `<soap:Envelope xmlns:soap="${soapEnvelope}"><soap:Body><soap:Fault>` +
    `<faultcode>soap:Client</faultcode><faultstring>${text}</faultstring><detail>` +
    `<Error xmlns="${telematikError}"><MessageID>${escapeXml(fault.eventId)}</MessageID>` +
    `<Timestamp>${fault.now.toISOString()}</Timestamp><Trace><EventID>${escapeXml(fault.eventId)}</EventID>` +
    `<Instance></Instance><LogReference></LogReference><CompType>VPN-Zugangsdienst</CompType>` +
    `<Code>${fault.code}</Code><Severity>Error</Severity><ErrorType>${errorTypes[fault.code]}</ErrorType>` +
    `<ErrorText>${text}</ErrorText></Trace></Error></detail></soap:Fault></soap:Body></soap:Envelope>`
  );
};
