import { type RandomStream, randomStream } from "@lagebild/simulator";
import { drawDocument } from "./draw-document.ts";
import { generations } from "./schema.ts";
import { type Tree, type WritingStyle, drawStyle, leaf, writeTree } from "./tree.ts";

/** A document with a mark of its own in every place whose content must not get anywhere. */
export interface Planted {
  readonly tree: Tree;
  readonly style: WritingStyle;
  /** Number of marks. */
  readonly marks: number;
  /** The mark that stands for the Contract ID; undefined if the document has none. */
  readonly contractId: string | undefined;
  /** Places that a text gives away: the Contract ID alone may be known to the provider. */
  readonly leaksIn: (text: string) => string[];
}

const markStart = "Kanarie";
const otherStart = "Elster7";

/** The same document with another mark in every place: whoever sees a difference sees what is withheld. */
export const writeWithOtherMarks = ({ tree, style }: Planted): string =>
  writeTree(withOtherMarks(tree), {
    ...style,
    prefix: style.prefix && otherMark(style.prefix),
    between: otherMark(style.between),
  });

export const otherMark = (text: string): string => text.replaceAll(markStart, otherStart);

const withOtherMarks = (tree: Tree): Tree => ({
  namespace: otherMark(tree.namespace),
  name: otherMark(tree.name),
  attributes: Object.fromEntries(
    Object.entries(tree.attributes).map((entry) => [otherMark(entry[0]), otherMark(entry[1])]),
  ),
  text: otherMark(tree.text),
  children: tree.children.map(withOtherMarks),
});

// Letters and digits only, so that every name, prefix and Contract ID may hold them; never part of a real value.
const markOf = (random: RandomStream): string =>
  `${markStart}${Array.from({ length: 10 }, () => random.below(36).toString(36)).join("")}`;

const withheldNames = new Set([
  "ICCSN",
  "subject_commonName",
  "serialNumber",
  "ProductType",
  "ProductVendorName",
  "ProductName",
  "TlsCertSource",
  "Algorithm",
  "KeyLength",
]);

// A value that no enumeration has is dropped, so that these hold a mark as well.
const enumerationNames = new Set([
  "SiteType",
  "TIConnectionMode",
  "InternetMode",
  "CAUTMode",
  "ConnectionStatus",
  "Severity",
  "Type",
]);

const conditionForms: readonly ((mark: string) => string)[] = [
  (mark) => `EC_CardTerminal_Not_Available(${mark})`,
  (mark) => `EC_OTHER_ERROR_STATE(${mark})`,
  (mark) => `EC_${mark}`,
  (mark) => mark,
  (mark) => `EC_TSL_Expiring (${mark})`,
];

/**
 * Puts marks into every withheld element, into unknown elements (name, namespace, text), attributes (name, value),
 * comments, CDATA, processing instructions, prefixes, conditions and enumerations. A sound document stays acceptable.
 */
export const plantCanaries = (root: Tree, random: RandomStream): Planted => {
  const marks = new Map<string, string>();
  const mark = (place: string): string => {
    const made = markOf(random);
    marks.set(made, place);
    return made;
  };
  const tree = planted(root, { random, mark });
  const between = `<!--${mark("comment")}--><?${mark("instruction's name")} ${mark("instruction")}?>`;
  const style = { ...drawStyle(random), prefix: random.chance(0.5) ? mark("prefix") : null, between };
  const leaksIn = (text: string): string[] =>
    text.includes(markStart) ? [...marks].filter(([made]) => text.includes(made)).map(([, place]) => place) : [];
  const contractId = [...marks].find(([, place]) => place === "ContractID")?.[0];
  return { tree, style, marks: marks.size, contractId, leaksIn };
};

/** A sound document of any generation that names its contract, full of marks; the same for the same seed and index. */
export const drawPlanted = (seed: number, index: number): Planted & { readonly contractId: string } => {
  for (let round = 0; ; round += 1) {
    const random = randomStream(seed, index, round, "planted");
    const planted = plantCanaries(drawDocument(random, random.pick(generations)), random);
    // OperatingSite is optional in every generation.
    if (planted.contractId !== undefined) return { ...planted, contractId: planted.contractId };
  }
};

interface Planting {
  readonly random: RandomStream;
  readonly mark: (place: string) => string;
}

const planted = (tree: Tree, planting: Planting): Tree => {
  const { random, mark } = planting;
  const attributes = random.chance(0.1)
    ? { [mark(`attribute's name in ${tree.name}`)]: mark(`attribute in ${tree.name}`) }
    : {};
  if (tree.children.length === 0) return { ...tree, attributes, text: plantedText(tree, planting) };
  const children = tree.children.map((child) => planted(child, planting));
  return { ...tree, attributes, children: random.chance(0.3) ? [strangerIn(tree, planting), ...children] : children };
};

/** An element that no schema has. */
const strangerIn = ({ namespace, name }: Tree, { random, mark }: Planting): Tree =>
  leaf(
    random.chance(0.5) ? `urn:${mark(`namespace in ${name}`)}` : namespace,
    mark(`element's name in ${name}`),
    mark(`unknown element in ${name}`),
  );

const plantedText = ({ name, text }: Tree, { random, mark }: Planting): string => {
  if (name === "ContractID") return mark(name);
  if (withheldNames.has(name)) return `${mark(name)}${random.pick(["", "-20240101", " & Söhne"])}`;
  if (enumerationNames.has(name)) return random.chance(0.3) ? mark(name) : text;
  return name === "ErrorCondition" ? random.pick(conditionForms)(mark(name)) : text;
};
