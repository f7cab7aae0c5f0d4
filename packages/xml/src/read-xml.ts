import { XMLParser, XMLValidator } from "fast-xml-parser";
import { type Result, fail, succeed } from "@lagebild/result";
import { decodeBytes } from "./decode-bytes.ts";
import { isXmlText } from "./escape.ts";
import { type ParsedNode, buildElement } from "./build-element.ts";
import type { XmlElement } from "./xml-element.ts";

/** Why a document cannot be read; never anything of the document itself. */
export type XmlFailure =
  "encoding" | "not-well-formed" | "doctype" | "too-deep" | "too-many-elements" | "too-many-attributes";

export interface XmlLimits {
  readonly maxDepth: number;
  readonly maxElements: number;
}

const byteOrderMark = "\uFEFF";

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
  const decoded = typeof document === "string" ? document : decodeBytes(document);
  if (decoded === undefined) return fail("encoding");
  const text = decoded.startsWith(byteOrderMark) ? decoded.slice(1) : decoded;
  if (/<!DOCTYPE/i.test(text)) return fail("doctype");
  const compact = compactMarkup(text, limits);
  if (!compact.ok) return compact;
  if (!isXmlText(text) || XMLValidator.validate(compact.value) !== true) return fail("not-well-formed");
  const roots = parseNodes(compact.value).filter((node) => !("#text" in node));
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

/**
 * The same document without the blanks between elements, which mean nothing and are a third of what a parser would have
 * to read. Elements are counted here, before any parser sees them: a tree of a million of them must never be built.
 * Text outside the root is looked for here too, as the parser drops it in silence.
 */
const compactMarkup = (text: string, limits: XmlLimits): Result<string, XmlFailure> => {
  const pieces: string[] = [];
  let before: Markup = "other";
  let [depth, elements, end] = [0, 0, 0];
  for (const match of text.matchAll(markup)) {
    const [tag] = match;
    const between = text.slice(end, match.index);
    const isBlank = !hasText(between);
    if ((depth === 0 && !isBlank) || between.includes("]]>")) return fail("not-well-formed");
    if (!isSoundMarkup(tag, match.index)) return fail("not-well-formed");
    end = match.index + tag.length;
    const kind = kindOf(tag);
    if (!(isBlank && separates(before, kind))) pieces.push(between);
    pieces.push(tag);
    before = kind;
    if (kind === "start" || kind === "empty") elements += 1;
    if (elements > limits.maxElements) return fail("too-many-elements");
    if (kind !== "other" && hasManyAttributes(tag)) return fail("too-many-attributes");
    if (kind === "end") depth -= 1;
    if (kind === "start") depth += 1;
    if (depth > limits.maxDepth) return fail("too-deep");
  }
  return depth === 0 && !hasText(text.slice(end)) ? succeed(pieces.join("")) : fail("not-well-formed");
};

// A root declares a dozen namespaces at most, and the schemas know two attributes in all.
const maxAttributes = 100;
const shortestAttribute = ' a=""'.length;

const hasManyAttributes = (tag: string): boolean =>
  tag.length > maxAttributes * shortestAttribute && tag.split("=", maxAttributes + 2).length > maxAttributes + 1;

type Markup = "start" | "end" | "empty" | "other";

const kindOf = (tag: string): Markup => {
  const first = tag.charAt(1);
  if (first === "!" || first === "?") return "other";
  if (first === "/") return "end";
  return tag.endsWith("/>") ? "empty" : "start";
};

/** Whether blanks between two pieces of markup stand beside an element; between a start and its end they are a value. */
const separates = (before: Markup, after: Markup): boolean =>
  before !== "other" && after !== "other" && !(before === "start" && after === "end");

/** What XML 1.0 forbids and the parser lets through: `<` in attribute values, `--` in comments, a second XML declaration. */
const isSoundMarkup = (tag: string, index: number): boolean => {
  if (tag.startsWith("<!--")) return !tag.slice(4, -3).includes("--") && (tag === "<!---->" || !tag.endsWith("--->"));
  if (tag.startsWith("<?")) return !/^<\?xml[\s?]/i.test(tag) || index === 0;
  return tag.startsWith("<![CDATA[") || !tag.includes("<", 1);
};

const hasText = (between: string): boolean => between !== "" && /[^\t\n\r ]/.test(between);
