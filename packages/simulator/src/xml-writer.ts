/** The three vocabularies of an OperatingData document. */
type Vocabulary = "OPD" | "CONN" | "PI";

export interface XmlElement {
  readonly vocabulary: Vocabulary;
  readonly name: string;
  readonly content: string | readonly XmlElement[];
}

/** How one maker's XML library writes. */
export interface XmlStyle {
  /** Empty, or the XML declaration without a line break. */
  readonly declaration: string;
  /** Declared on the root; "default-per-subtree" writes no prefix and changes the default namespace where needed. */
  readonly prefixes: Readonly<Record<Vocabulary, string>> | "default-per-subtree";
  /** Indentation of one level; null writes everything in one line. */
  readonly indentation: string | null;
  readonly emptyElement: "self-closing" | "start-and-end-tag";
}

const NAMESPACES: Readonly<Record<Vocabulary, string>> = {
  OPD: "http://ws.gematik.de/conn/OperatingData/v1.1",
  CONN: "http://ws.gematik.de/conn/ConnectorCommon/v5.0",
  PI: "http://ws.gematik.de/int/version/ProductInformation/v1.1",
};

/** An element of OperatingData v1.1. */
export function opd(name: string, content: XmlElement["content"]): XmlElement {
  return { vocabulary: "OPD", name, content };
}

/** An element of ConnectorCommon v5.0. */
export function conn(name: string, content: XmlElement["content"]): XmlElement {
  return { vocabulary: "CONN", name, content };
}

/** An element of ProductInformation v1.1. */
export function pi(name: string, content: XmlElement["content"]): XmlElement {
  return { vocabulary: "PI", name, content };
}

/** The text of a document (UTF-8 once encoded) in the given style; text content is escaped. */
export function writeXml(root: XmlElement, style: XmlStyle): string {
  const lineBreak = style.indentation === null ? "" : "\n";
  const start = style.declaration === "" ? "" : `${style.declaration}${lineBreak}`;
  return start + writeElement(root, { style, depth: 0, inherited: null }) + lineBreak;
}

interface Place {
  readonly style: XmlStyle;
  readonly depth: number;
  /** The vocabulary of the parent element, null for the root. */
  readonly inherited: Vocabulary | null;
}

function writeElement(element: XmlElement, place: Place): string {
  const { style, depth } = place;
  const tag = qualifiedName(element, style);
  const opening = tag + namespaceDeclarations(element, place);
  const { content } = element;
  if (content.length === 0) return style.emptyElement === "self-closing" ? `<${opening}/>` : `<${opening}></${tag}>`;
  if (typeof content === "string") return `<${opening}>${escapeText(content)}</${tag}>`;
  const inner: Place = { style, depth: depth + 1, inherited: element.vocabulary };
  const outerBreak = lineStart(style, depth);
  const innerBreak = lineStart(style, depth + 1);
  let text = `<${opening}>`;
  for (const child of content) text += innerBreak + writeElement(child, inner);
  return `${text}${outerBreak}</${tag}>`;
}

function lineStart(style: XmlStyle, depth: number): string {
  return style.indentation === null ? "" : `\n${style.indentation.repeat(depth)}`;
}

function qualifiedName(element: XmlElement, style: XmlStyle): string {
  if (style.prefixes === "default-per-subtree") return element.name;
  const prefix = style.prefixes[element.vocabulary];
  return prefix === "" ? element.name : `${prefix}:${element.name}`;
}

function namespaceDeclarations(element: XmlElement, { style, inherited }: Place): string {
  const { prefixes } = style;
  if (prefixes === "default-per-subtree") {
    return inherited === element.vocabulary ? "" : ` xmlns="${NAMESPACES[element.vocabulary]}"`;
  }
  if (inherited !== null) return "";
  const declaration = (vocabulary: Vocabulary): string =>
    ` xmlns${prefixes[vocabulary] === "" ? "" : `:${prefixes[vocabulary]}`}="${NAMESPACES[vocabulary]}"`;
  return declaration("OPD") + declaration("CONN") + declaration("PI");
}

/** `>` too: a text with `]]>` would not be well-formed. */
function escapeText(text: string): string {
  return /[&<>]/.test(text) ? text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;") : text;
}
