import { XMLParser, XMLValidator } from "fast-xml-parser";
import { type Result, fail, succeed } from "@lagebild/result";
import { decodeBytes } from "./decode-bytes.ts";
import { isXmlText } from "./escape.ts";
import { type ParsedNode, buildElement } from "./build-element.ts";
import type { XmlElement } from "./xml-element.ts";

/** Why a document cannot be read; never anything of the document itself. */
export type XmlFailure = "encoding" | "not-well-formed" | "doctype" | "too-deep" | "too-many-elements";

export interface XmlLimits {
  readonly maxDepth: number;
  readonly maxElements: number;
}

const parserOptions = {
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  cdataPropName: "#cdata",
  // Our callers match by namespace: paths for callbacks that nobody has set would cost a tenth of the time.
  jPath: false,
} as const;

/**
 * Bytes or text to one root element, namespaces resolved. Entities beyond the five predefined ones and a DOCTYPE are
 * refused, so nothing is expanded or fetched. Size is the caller's to cap before reading.
 */
export const readXml = (document: Uint8Array | string, limits: XmlLimits): Result<XmlElement, XmlFailure> => {
  const text = typeof document === "string" ? document : decodeBytes(document);
  if (text === undefined) return fail("encoding");
  if (/<!DOCTYPE/i.test(text)) return fail("doctype");
  const refused = refuseByMarkup(text, limits);
  if (refused) return fail(refused);
  if (!isXmlText(text) || XMLValidator.validate(text) !== true) return fail("not-well-formed");
  const roots = parseNodes(text).filter((node) => !("#text" in node));
  const [root] = roots;
  const element = roots.length === 1 && root !== undefined ? buildElement(root) : undefined;
  return element === undefined ? fail("not-well-formed") : succeed(element);
};

const parseNodes = (text: string): readonly ParsedNode[] => {
  try {
    return new XMLParser(parserOptions).parse(text) as ParsedNode[];
  } catch {
    // The parser throws for names of JavaScript's own such as `constructor`; no schema has them.
    return [];
  }
};

// What is not closed reaches to the end of the text, so that each character is looked at once. Quoted values may hold `>`.
const markup =
  /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)|<[^<>"']*(?:(?:"[^"]*"|'[^']*')[^<>"']*)*>/g;

// Counted on the text before any parser sees it: a tree of a million elements must never be built. Text outside the
// root is looked for here too, as the parser drops it in silence.
const refuseByMarkup = (text: string, limits: XmlLimits): XmlFailure | undefined => {
  let depth = 0;
  let elements = 0;
  let end = 0;
  for (const match of text.matchAll(markup)) {
    const [tag] = match;
    const between = text.slice(end, match.index);
    if ((depth === 0 && hasText(between)) || between.includes("]]>")) return "not-well-formed";
    if (!isSoundMarkup(tag, match.index)) return "not-well-formed";
    end = match.index + tag.length;
    if (tag.startsWith("<!") || tag.startsWith("<?")) continue;
    if (tag.startsWith("</")) {
      depth -= 1;
      continue;
    }
    elements += 1;
    if (elements > limits.maxElements) return "too-many-elements";
    if (tag.endsWith("/>")) continue;
    depth += 1;
    if (depth > limits.maxDepth) return "too-deep";
  }
  return depth === 0 && !hasText(text.slice(end)) ? undefined : "not-well-formed";
};

/** What XML 1.0 forbids and the parser lets through: `<` in attribute values, `--` in comments, a second XML declaration. */
const isSoundMarkup = (tag: string, index: number): boolean => {
  if (tag.startsWith("<!--")) return !tag.slice(4, -3).includes("--") && !tag.endsWith("--->");
  if (tag.startsWith("<?")) return !/^<\?xml[\s?]/i.test(tag) || index <= "\uFEFF".length;
  return tag.startsWith("<![CDATA[") || !tag.includes("<", 1);
};

const hasText = (between: string): boolean => /[^\t\n\r \uFEFF]/.test(between);
