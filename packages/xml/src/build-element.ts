import { decodeReferences } from "./escape.ts";
import type { XmlElement } from "./xml-element.ts";

/** What fast-xml-parser yields in `preserveOrder` mode: one key names the node, `:@` holds the attributes. */
export type ParsedNode = Readonly<Record<string, unknown>>;

/** The namespaces that an element declares, before those of the elements around it. */
interface Scope {
  readonly declared: ReadonlyMap<string, string>;
  readonly outer: Scope | undefined;
}

const xmlNamespace = "http://www.w3.org/XML/1998/namespace";

/** The parser's node as an element with resolved namespaces, or undefined for an unbound prefix or a bad reference. */
export const buildElement = (node: ParsedNode): XmlElement | undefined =>
  build(node, { declared: new Map([["xml", xmlNamespace]]), outer: undefined });

const build = (node: ParsedNode, outer: Scope): XmlElement | undefined => {
  const tag = tagOf(node);
  if (tag === undefined) return undefined;
  // Most elements have none, and a document has thousands of elements.
  const parsedAttributes = node[":@"] as Readonly<Record<string, string>> | undefined;
  const scope = parsedAttributes ? scopeWith(parsedAttributes, outer) : outer;
  const [prefix, name] = splitName(tag);
  const namespace = namespaceOf(prefix, scope);
  const attributes = parsedAttributes ? readAttributes(parsedAttributes, scope) : noAttributes;
  if (namespace === undefined || attributes === undefined) return undefined;
  const content = readContent(node[tag] as readonly ParsedNode[], scope);
  return content && { namespace, name, attributes, ...content };
};

const noAttributes: ReadonlyMap<string, string> = new Map();

const tagOf = (node: ParsedNode): string | undefined => {
  for (const key in node) if (key !== ":@") return key;
  return undefined;
};

const readContent = (
  nodes: readonly ParsedNode[],
  scope: Scope,
): { children: XmlElement[]; text: string } | undefined => {
  const children: XmlElement[] = [];
  let text = "";
  for (const node of nodes) {
    const piece = textOf(node);
    if (piece === "element") {
      const child = build(node, scope);
      if (child === undefined) return undefined;
      children.push(child);
    } else if (piece.decoded === undefined) return undefined;
    else text += piece.decoded;
  }
  return { children, text };
};

const textOf = (node: ParsedNode): "element" | { readonly decoded: string | undefined } => {
  if ("#text" in node) return { decoded: decodeReferences(node["#text"] as string) };
  if (!("#cdata" in node)) return "element";
  return { decoded: (node["#cdata"] as readonly ParsedNode[]).map((part) => part["#text"] as string).join("") };
};

const scopeWith = (attributes: Readonly<Record<string, string>>, outer: Scope): Scope => {
  const declared = Object.entries(attributes).flatMap(([name, value]): [string, string][] => {
    if (name === "xmlns") return [["", value]];
    return name.startsWith("xmlns:") ? [[name.slice("xmlns:".length), value]] : [];
  });
  return declared.length === 0 ? outer : { declared: new Map(declared), outer };
};

// Walks outwards, at most as far as elements may nest: copying the scope at each element would cost their product.
const namespaceOf = (prefix: string, scope: Scope): string | undefined => {
  let place: Scope | undefined = scope;
  while (place && !place.declared.has(prefix)) place = place.outer;
  const found = decodeReferences(place?.declared.get(prefix) ?? "");
  // Only the default namespace may be taken back or be missing (Namespaces in XML 1.0, 6).
  return prefix === "" || found !== "" ? found : undefined;
};

const readAttributes = (
  attributes: Readonly<Record<string, string>>,
  scope: Scope,
): Map<string, string> | undefined => {
  const read = new Map<string, string>();
  for (const [name, value] of Object.entries(attributes)) {
    const decoded = decodeReferences(value);
    if (decoded === undefined) return undefined;
    if (name === "xmlns" || name.startsWith("xmlns:")) continue;
    if (!name.includes(":")) {
      read.set(name, decoded);
      continue;
    }
    const [prefix, localName] = splitName(name);
    const namespace = namespaceOf(prefix, scope);
    if (namespace === undefined) return undefined;
    read.set(`{${namespace}}${localName}`, decoded);
  }
  return read;
};

const splitName = (tag: string): readonly [prefix: string, name: string] => {
  const colon = tag.indexOf(":");
  return colon < 0 ? ["", tag] : [tag.slice(0, colon), tag.slice(colon + 1)];
};
