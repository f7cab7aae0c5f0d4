export const soapEnvelope = "http://schemas.xmlsoap.org/soap/envelope/";
export const provisioning = "http://ws.gematik.de/vpnzugd/ProvisioningService/v1.1";
export const telematikError = "http://ws.gematik.de/tel/error/v2.0";
