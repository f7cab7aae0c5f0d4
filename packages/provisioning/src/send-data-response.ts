import { provisioning, soapEnvelope } from "./namespaces.ts";

/** SOAP 1.1 `sendDataResponse`: nothing but the time of the answer (Tab_ZD_sendData). */
export const sendDataResponse = (now: Date): string =>
  `<?xml version="1.0" encoding="UTF-8"?>` +
  `<soap:Envelope xmlns:soap="${soapEnvelope}"><soap:Body>` +
  `<sendDataResponse xmlns="${provisioning}"><Timestamp>${now.toISOString()}</Timestamp></sendDataResponse>` +
  `</soap:Body></soap:Envelope>`;
