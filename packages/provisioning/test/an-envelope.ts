export const soap = "http://schemas.xmlsoap.org/soap/envelope/";
export const provisioning = "http://ws.gematik.de/vpnzugd/ProvisioningService/v1.1";

/** A sound sendDataRequest but for what a test changes. */
export const aRequest = (
  content: string,
  change: Partial<Record<"attributes" | "type" | "name", string>> = {},
): string => {
  const {
    attributes = 'Name="a" MimeType="text/xml"',
    type = "OperatingDataConnector",
    name = "sendDataRequest",
  } = change;
  return `<${name} xmlns="${provisioning}"><Base64Data ${attributes}>${content}</Base64Data><Type>${type}</Type></${name}>`;
};

/** An envelope of SOAP 1.1 around a body and a header. */
export const anEnvelope = (body: string, header = "", prefix = "e"): string =>
  `<${prefix}:Envelope xmlns:${prefix}="${soap}">${header}<${prefix}:Body>${body}</${prefix}:Body></${prefix}:Envelope>`;
