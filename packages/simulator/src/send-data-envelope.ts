/**
 * The SOAP 1.1 envelope with a sendDataRequest (vpnzugd/ProvisioningService.xsd 1.1.2) around a document, which travels
 * as Base64 of its UTF-8 bytes. The request element declares its namespace itself, so it can be validated alone.
 */
export function sendDataEnvelope(document: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?>' +
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>' +
    '<vpnk:sendDataRequest xmlns:vpnk="http://ws.gematik.de/vpnzugd/ProvisioningService/v1.1">' +
    `<vpnk:Base64Data Name="OperatingData.xml" MimeType="text/xml">${base64OfUtf8(document)}</vpnk:Base64Data>` +
    "<vpnk:Type>OperatingDataConnector</vpnk:Type>" +
    "</vpnk:sendDataRequest></soapenv:Body></soapenv:Envelope>"
  );
}

/** `btoa` takes a string of bytes. Documents are ASCII but for a few letters, so only those are worth encoding. */
function base64OfUtf8(text: string): string {
  const encoder = new TextEncoder();
  // Runs are bounded because the bytes become arguments of one call.
  return btoa(text.replace(/\P{ASCII}{1,1000}/gu, (run) => String.fromCharCode(...encoder.encode(run))));
}
