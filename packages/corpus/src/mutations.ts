import type { RandomStream } from "@lagebild/simulator";
import { type SimpleType, operatingDataElement, type SchemaElement } from "./schema.ts";
import { type Tree, leaf } from "./tree.ts";
import { drawEdge } from "./values.ts";

/** One change to a document; it may leave the document sound. */
export interface Mutation {
  readonly name: string;
  readonly change: (root: Tree, random: RandomStream) => Tree;
}

const edited = (
  root: Tree,
  random: RandomStream,
  where: (node: Tree) => boolean,
  edit: (node: Tree) => readonly Tree[],
) => {
  const candidates = nodesBelow(root).filter(where);
  if (candidates.length === 0) return root;
  const chosen = random.pick(candidates);
  return replaced(root, chosen, edit);
};

const nodesBelow = (tree: Tree): Tree[] => tree.children.flatMap((child) => [child, ...nodesBelow(child)]);

const replaced = (tree: Tree, chosen: Tree, edit: (node: Tree) => readonly Tree[]): Tree => ({
  ...tree,
  children: tree.children.flatMap((child) => (child === chosen ? edit(child) : [replaced(child, chosen, edit)])),
});

const any = (): boolean => true;
const isLeaf = (node: Tree): boolean => node.children.length === 0;
const isBranch = (node: Tree): boolean => node.children.length > 0;

const typesByName = new Map<string, SimpleType>();
const collectTypes = ({ name, type, parts = [] }: SchemaElement): void => {
  if (type !== undefined) typesByName.set(name, type);
  for (const part of parts) collectTypes(part);
};
collectTypes(operatingDataElement);

const isEnumeration = ({ name }: Tree): boolean => Array.isArray(typesByName.get(name));

const foreignNamespaces = [
  "urn:example:vendor",
  "",
  "http://ws.gematik.de/conn/OperatingData/v1.2",
  "http://ws.gematik.de/conn/ConnectorCommon/v5.0",
];

const insertedAt = (children: readonly Tree[], position: number, child: Tree): Tree[] => [
  ...children.slice(0, position),
  child,
  ...children.slice(position),
];

const withStranger = (node: Tree, random: RandomStream, name: string): Tree => {
  const stranger = leaf(random.pick([...foreignNamespaces, node.namespace]), name, "x");
  return { ...node, children: insertedAt(node.children, random.below(node.children.length + 1), stranger) };
};

/** The root is a branch, too, but no child of anything. */
const atBranch = (root: Tree, random: RandomStream, edit: (node: Tree) => Tree): Tree =>
  random.chance(0.2) ? edit(root) : edited(root, random, isBranch, (node) => [edit(node)]);

const swapped = (node: Tree, random: RandomStream): Tree => {
  if (node.children.length < 2) return node;
  const position = random.below(node.children.length - 1);
  const [first, second] = node.children.slice(position, position + 2);
  const rest = [...node.children.slice(0, position), ...node.children.slice(position + 2)];
  return first && second
    ? { ...node, children: insertedAt(insertedAt(rest, position, first), position, second) }
    : node;
};

/** What a proof changes in documents; what that does to their soundness is for others to say. */
export const mutations: readonly Mutation[] = [
  { name: "none", change: (root) => root },
  { name: "missing", change: (root, random) => edited(root, random, any, () => []) },
  { name: "doubled", change: (root, random) => edited(root, random, any, (node) => [node, node]) },
  { name: "reordered", change: (root, random) => atBranch(root, random, (node) => swapped(node, random)) },
  {
    name: "value",
    change: (root, random) =>
      edited(root, random, isLeaf, (node) => [
        { ...node, text: drawEdge(random, typesByName.get(node.name) ?? "string") },
      ]),
  },
  {
    name: "newer value",
    change: (root, random) =>
      edited(root, random, isEnumeration, (node) => [
        { ...node, text: random.pick(["NEUER_WERT", "", node.text.toLowerCase()]) },
      ]),
  },
  {
    name: "foreign namespace",
    change: (root, random) =>
      edited(root, random, any, (node) => [{ ...node, namespace: random.pick(foreignNamespaces) }]),
  },
  {
    name: "renamed",
    change: (root, random) => edited(root, random, any, (node) => [{ ...node, name: `${node.name}Neu` }]),
  },
  {
    name: "unknown element",
    change: (root, random) => atBranch(root, random, (node) => withStranger(node, random, "Neu")),
  },
  {
    name: "misplaced element",
    change: (root, random) =>
      atBranch(root, random, (node) =>
        withStranger(node, random, random.pick(["ICCSN", "Value", "CRL", "Local", "TlsCertSource"])),
      ),
  },
  {
    name: "unknown attribute",
    change: (root, random) =>
      edited(root, random, any, (node) => [{ ...node, attributes: { [random.pick(["art", "xml:lang"])]: "x" } }]),
  },
  {
    name: "text between elements",
    change: (root, random) =>
      atBranch(root, random, (node) => ({ ...node, text: random.pick(["x", " \n", "\u00a0"]) })),
  },
  {
    name: "element in a value",
    change: (root, random) =>
      edited(root, random, isLeaf, (node) => [{ ...node, children: [leaf(node.namespace, "Neu", "")] }]),
  },
  { name: "emptied", change: (root, random) => edited(root, random, isBranch, (node) => [{ ...node, children: [] }]) },
  {
    name: "other root",
    change: (root, random) => ({
      ...root,
      ...random.pick([{ name: "Daten" }, { namespace: "urn:x" }, { namespace: "" }]),
    }),
  },
];

/** A document changed in one way, sometimes in a second way of the same kind. */
export const mutate = (root: Tree, { change }: Mutation, random: RandomStream): Tree => {
  const once = change(root, random);
  return random.chance(0.1) ? change(once, random) : once;
};
