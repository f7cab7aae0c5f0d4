import type { RandomStream } from "@lagebild/simulator";

/** An element of a document that is going to be written; what is in it need not make sense. */
export interface Tree {
  readonly namespace: string;
  readonly name: string;
  /** By qualified name as it is written. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly text: string;
  readonly children: readonly Tree[];
}

export const leaf = (namespace: string, name: string, text: string): Tree => ({
  namespace,
  name,
  attributes: {},
  text,
  children: [],
});

export const branch = (namespace: string, name: string, children: readonly Tree[]): Tree => ({
  namespace,
  name,
  attributes: {},
  text: "",
  children,
});

/** How a document is written down: none of it may change what it says. */
export interface WritingStyle {
  readonly declaration: string;
  /** Prefix of the n-th namespace; null writes default namespaces without any prefix. */
  readonly prefix: string | null;
  /** Put between elements: blanks, comments, processing instructions. */
  readonly between: string;
  readonly text: "escaped" | "cdata" | "references" | "divided";
  readonly quote: '"' | "'";
}

/** Some way in which a maker's XML library may write. */
export const drawStyle = (random: RandomStream): WritingStyle => ({
  declaration: random.pick([
    "",
    '<?xml version="1.0"?>',
    "<?xml version='1.0' encoding='UTF-8' standalone=\"yes\" ?>\n",
  ]),
  prefix: random.pick([null, "n", "ns-", "OPD", "_.x"]),
  between: random.pick(["", "", "\n  ", "\r\n\t", "<!-- c -->", "\n<?p i?>\n"]),
  text: random.weighted([
    ["escaped", 6],
    ["cdata", 1],
    ["references", 1],
    ["divided", 1],
  ]),
  quote: random.pick(['"', "'"]),
});

/** The text of the document. */
export const writeTree = (root: Tree, style: WritingStyle): string => {
  const namespaces = [...new Set(namespacesOf(root))];
  const declared = style.prefix === null ? "" : namespaces.map((uri, index) => declare(uri, index, style)).join("");
  return style.declaration + writeElement(root, { style, namespaces, declared, inherited: undefined });
};

interface Place {
  readonly style: WritingStyle;
  readonly namespaces: readonly string[];
  /** Declarations that go on this element. */
  readonly declared: string;
  /** Default namespace of the element around. */
  readonly inherited: string | undefined;
}

const namespacesOf = (tree: Tree): string[] => [tree.namespace, ...tree.children.flatMap(namespacesOf)];

const declare = (uri: string, index: number, { prefix, quote }: WritingStyle): string =>
  uri === "" ? "" : ` xmlns:${prefix}${index}=${quote}${escape(uri)}${quote}`;

const writeElement = (tree: Tree, place: Place): string => {
  const { style, namespaces, inherited } = place;
  const isDefault = style.prefix === null || tree.namespace === "";
  const tag = isDefault ? tree.name : `${style.prefix}${namespaces.indexOf(tree.namespace)}:${tree.name}`;
  const changesDefault = style.prefix === null && tree.namespace !== (inherited ?? "");
  const own = changesDefault ? ` xmlns=${style.quote}${escape(tree.namespace)}${style.quote}` : "";
  const attributes = Object.entries(tree.attributes).map(([name, text]) => ` ${name}="${escape(text)}"`);
  const inner = { style, namespaces, declared: "", inherited: style.prefix === null ? tree.namespace : undefined };
  const children = tree.children.map((child) => style.between + writeElement(child, inner)).join("");
  // Between elements some validators know blanks only as they stand, not as CDATA.
  const text = children === "" ? writeText(tree.text, style) : escape(tree.text);
  const content = text + children + (children === "" ? "" : style.between);
  return `<${tag}${place.declared}${own}${attributes.join("")}>${content}</${tag}>`;
};

const writeText = (text: string, style: WritingStyle): string => {
  if (text === "") return "";
  if (style.text === "cdata") return `<![CDATA[${text.replaceAll("]]>", "]]]]><![CDATA[>")}]]>`;
  if (style.text === "escaped") return escape(text);
  const pieces = Array.from(text, (one) => (style.text === "references" ? `&#${one.codePointAt(0)};` : escape(one)));
  return pieces.join(style.text === "divided" ? style.between.trim() : "");
};

const references: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&#39;",
};

// A carriage return that is written as such would be read as a line feed.
const escape = (text: string): string =>
  text.replace(/[&<>"'\r]/g, (found) => references[found] ?? `&#${found.charCodeAt(0)};`);
