import { type Result, fail, succeed } from "@lagebild/result";
import { type XmlElement, elementText } from "@lagebild/xml";
import { provisioning } from "./namespaces.ts";
import { type EnvelopeFailure, type SoapRequest, readEnvelope } from "./read-envelope.ts";

/** Why a request is refused; `operation-not-offered` is one of the three registration operations. */
export type SendDataFailure = EnvelopeFailure | "operation-not-offered" | "not-schema-conformant";

const otherOperations = new Set(["registerKonnektorRequest", "deregisterKonnektorRequest", "registerStatusRequest"]);

/**
 * SOAP 1.1 `sendDataRequest` (ProvisioningService.xsd 1.1.2) to the decoded bytes of Base64Data. The attribute Name is
 * opaque and neither read nor kept (facts G1).
 */
export const readSendData = (envelope: Uint8Array): Result<Uint8Array, SendDataFailure> => {
  const request = readEnvelope(envelope);
  if (!request.ok) return request;
  const { namespace, name } = request.value.element;
  if (namespace !== provisioning) return fail("not-schema-conformant");
  if (otherOperations.has(name)) return fail("operation-not-offered");
  const document = name === "sendDataRequest" ? documentOf(request.value) : undefined;
  return document === undefined ? fail("not-schema-conformant") : succeed(document);
};

const documentOf = ({ element, textOf }: SoapRequest): Uint8Array | undefined => {
  const [data, type] = element.children;
  if (element.children.length !== 2 || !data || !type) return undefined;
  if (!isProvisioning(data, "Base64Data") || !isProvisioning(type, "Type")) return undefined;
  if (elementText(type) !== "OperatingDataConnector") return undefined;
  const mediaType = data.attributes.get("MimeType")?.split(";")[0]?.trim().toLowerCase();
  if (!data.attributes.has("Name") || (mediaType !== "text/xml" && mediaType !== "application/xml")) return undefined;
  const base64 = elementText(data);
  return base64 === undefined ? undefined : decodeBase64(textOf(base64));
};

const isProvisioning = (element: XmlElement, name: string): boolean =>
  element.namespace === provisioning && element.name === name;

const decodeBase64 = (text: string): Uint8Array | undefined => {
  try {
    // atob passes over the white space that XML Schema allows in base64Binary, and over no other.
    const binary = atob(text);
    const bytes = new Uint8Array(binary.length);
    // A loop: Uint8Array.from takes 25 times as long, 200 ms for 2 MiB.
    for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
    return bytes;
  } catch {
    // atob has no other way to say that the text is not Base64.
    return undefined;
  }
};
