import { type XmlElement, type XmlFailure, readXml } from "../src/index.ts";

export const limits = { maxDepth: 32, maxElements: 1_000 };

/** The root of a document that must be readable. */
export const rootOf = (document: string | Uint8Array): XmlElement => {
  const result = readXml(document, limits);
  if (!result.ok) throw new Error(`refused: ${result.error}`);
  return result.value;
};

/** Why a document is refused, or "read" if it is not. */
export const refusalOf = (document: string | Uint8Array, within = limits): XmlFailure | "read" => {
  const result = readXml(document, within);
  return result.ok ? "read" : result.error;
};

/** `{namespace}name` of an element and of all below it, in document order. */
export const qualifiedNames = (element: XmlElement): string[] => [
  `{${element.namespace}}${element.name}`,
  ...element.children.flatMap(qualifiedNames),
];
