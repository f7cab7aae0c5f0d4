import { type Result, fail, succeed } from "@lagebild/result";
import { type XmlElement, elementText, readXml } from "@lagebild/xml";
import { provisioning, soapEnvelope } from "./namespaces.ts";

/** Why an envelope is refused; `operation-not-offered` is one of the three registration operations. */
export type SendDataFailure = "not-readable" | "operation-not-offered" | "not-schema-conformant";

// The whole document is one text node inside four elements; SOAP headers may add some.
const limits = { maxDepth: 32, maxElements: 1_000 };

const otherOperations = new Set(["registerKonnektorRequest", "deregisterKonnektorRequest", "registerStatusRequest"]);

/**
 * SOAP 1.1 `sendDataRequest` (ProvisioningService.xsd 1.1.2) to the decoded bytes of Base64Data. The attribute Name is
 * opaque and neither read nor kept (facts G1).
 */
export const readSendData = (envelope: Uint8Array): Result<Uint8Array, SendDataFailure> => {
  const xml = readXml(envelope, limits);
  if (!xml.ok) return fail("not-readable");
  const request = bodyOf(xml.value);
  if (request === undefined) return fail("not-readable");
  if (request.namespace !== provisioning) return fail("not-schema-conformant");
  if (otherOperations.has(request.name)) return fail("operation-not-offered");
  const document = request.name === "sendDataRequest" ? documentOf(request) : undefined;
  return document === undefined ? fail("not-schema-conformant") : succeed(document);
};

const bodyOf = (root: XmlElement): XmlElement | undefined => {
  if (root.namespace !== soapEnvelope || root.name !== "Envelope") return undefined;
  const bodies = root.children.filter((child) => child.namespace === soapEnvelope && child.name === "Body");
  const [body] = bodies;
  return bodies.length === 1 && body?.children.length === 1 ? body.children[0] : undefined;
};

const documentOf = (request: XmlElement): Uint8Array | undefined => {
  const [data, type] = request.children;
  if (request.children.length !== 2 || !data || !type) return undefined;
  if (!isProvisioning(data, "Base64Data") || !isProvisioning(type, "Type")) return undefined;
  if (elementText(type) !== "OperatingDataConnector") return undefined;
  const mediaType = data.attributes.get("MimeType")?.split(";")[0]?.trim().toLowerCase();
  if (!data.attributes.has("Name") || (mediaType !== "text/xml" && mediaType !== "application/xml")) return undefined;
  const base64 = elementText(data);
  return base64 === undefined ? undefined : decodeBase64(base64);
};

const isProvisioning = (element: XmlElement, name: string): boolean =>
  element.namespace === provisioning && element.name === name;

const decodeBase64 = (text: string): Uint8Array | undefined => {
  try {
    // atob passes over the white space that XML Schema allows in base64Binary, and over no other.
    return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  } catch {
    // atob has no other way to say that the text is not Base64.
    return undefined;
  }
};
