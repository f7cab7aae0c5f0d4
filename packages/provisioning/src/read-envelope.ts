import { type Result, fail, succeed } from "@lagebild/result";
import { type XmlElement, decodeBytes, readXml } from "@lagebild/xml";
import { liftLongTexts } from "./long-texts.ts";
import { soapEnvelope } from "./namespaces.ts";

/** Why SOAP itself refuses an envelope, before anyone looks at what its body asks for. */
export type EnvelopeFailure = "not-readable" | "version-mismatch" | "must-understand";

// The whole document is one text node inside four elements; SOAP headers may add some.
const limits = { maxDepth: 32, maxElements: 1_000 };

/** Who a header entry is for: without an actor the last one to get it, which we are (SOAP 1.1, 4.2.2). */
const ourActors = new Set([undefined, "", "http://schemas.xmlsoap.org/soap/actor/next"]);

/** The one element in an envelope's body; `textOf` gives back a text that is too long to stand in the tree. */
export interface SoapRequest {
  readonly element: XmlElement;
  readonly textOf: (text: string) => string;
}

/** A SOAP 1.1 envelope to the request in its body. */
export const readEnvelope = (bytes: Uint8Array): Result<SoapRequest, EnvelopeFailure> => {
  const envelope = decodeBytes(bytes);
  if (envelope === undefined) return fail("not-readable");
  const { skeleton, textOf } = liftLongTexts(envelope);
  const xml = readXml(skeleton, limits);
  if (!xml.ok || xml.value.name !== "Envelope") return fail("not-readable");
  if (xml.value.namespace !== soapEnvelope) return fail("version-mismatch");
  if (partsOf(xml.value, "Header").some(({ children }) => children.some(mustBeUnderstood))) {
    return fail("must-understand");
  }
  const bodies = partsOf(xml.value, "Body");
  const [element, ...others] = bodies.flatMap(({ children }) => children);
  return bodies.length === 1 && others.length === 0 && element ? succeed({ element, textOf }) : fail("not-readable");
};

const partsOf = (envelope: XmlElement, name: string): readonly XmlElement[] =>
  envelope.children.filter((child) => child.namespace === soapEnvelope && child.name === name);

// We understand no header entry at all, so that every one which must be understood is one too many.
const mustBeUnderstood = (entry: XmlElement): boolean =>
  soapAttribute(entry, "mustUnderstand") === "1" && ourActors.has(soapAttribute(entry, "actor"));

const soapAttribute = (element: XmlElement, name: string): string | undefined =>
  element.attributes.get(`{${soapEnvelope}}${name}`)?.trim();
