import { type SchemaElement, type SimpleType, namespaceOf, operatingDataElement, partsIn } from "./schema.ts";
import type { Tree } from "./tree.ts";

/** A document without what the schemas do not name. */
export interface KnownPart {
  readonly tree: Tree;
  /** What was taken out or put right, by kind. */
  readonly left: ReadonlySet<Leniency>;
}

/** Where we accept what an official schema rejects: the whole list. */
export type Leniency =
  | "unknown element"
  | "unknown attribute"
  | "newer enumeration value"
  | "blanks around an enumeration value"
  | "number beyond 24 digits"
  | "blanks around a time";

/**
 * Takes out of a document whatever a lenient reader may pass over: elements and attributes that the schema does not have
 * in that place, and values that an enumeration does not have. If the rest is sound, so was the document.
 */
export const knownPart = (root: Tree): KnownPart => {
  const left = new Set<Leniency>();
  return { tree: strip(root, operatingDataElement, { rootNamespace: root.namespace, left }), left };
};

interface Stripping {
  readonly rootNamespace: string;
  readonly left: Set<Leniency>;
}

const strip = (tree: Tree, schema: SchemaElement, stripping: Stripping): Tree => {
  const { left, rootNamespace } = stripping;
  if (Object.keys(tree.attributes).length > 0) left.add("unknown attribute");
  const stripped = { ...tree, attributes: {} };
  if (schema.type !== undefined) return { ...stripped, text: knownText(tree.text, schema.type, left) };
  const children = tree.children.flatMap((child) => {
    const part = partsIn(schema, rootNamespace).find(
      (each) => each.name === child.name && namespaceOf(each, rootNamespace) === child.namespace,
    );
    if (part === undefined) left.add("unknown element");
    return part === undefined ? [] : [strip(child, part, stripping)];
  });
  return { ...stripped, children };
};

const blanksAround = /^[\t\n\r ]+|[\t\n\r ]+$/g;

const knownText = (text: string, type: SimpleType, left: Set<Leniency>): string => {
  const trimmed = text.replace(blanksAround, "");
  if (type === "positiveInteger" && /^\+?0*[1-9][0-9]{24,47}$/.test(trimmed)) {
    // libxml2 holds at most 24 digits; a CRL number may have 48 (RFC 5280, 5.2.3).
    left.add("number beyond 24 digits");
    return "1";
  }
  if ((type === "date" || type === "dateTime") && trimmed !== text) {
    // XML Schema collapses white space here (part 2, 3.2.7), libxml2 does not.
    left.add("blanks around a time");
    return trimmed;
  }
  if (typeof type === "string" || type.includes(text)) return text;
  left.add(type.includes(trimmed) ? "blanks around an enumeration value" : "newer enumeration value");
  return type[0] ?? "";
};
