import { readFileSync } from "node:fs";
import { type XmlElement, escapeXml, readXml } from "@lagebild/xml";
import { type DocumentFailure, type ReadDocument, readOperatingData } from "../src/index.ts";

export const generations = ["1.0.0", "1.1.1", "1.1.2"] as const;

export const fixture = (generation: (typeof generations)[number], file: "input.xml" | "expected.json"): string =>
  readFileSync(new URL(`fixtures/${generation}/${file}`, import.meta.url), "utf8");

export const treeOf = (document: string): XmlElement => {
  const result = readXml(document, { maxDepth: 32, maxElements: 100_000 });
  if (!result.ok) throw new Error(`refused: ${result.error}`);
  return result.value;
};

/** A document that says everything: the fixture of 1.1.2. Tests change one thing in it. */
export const aDocument = treeOf(fixture("1.1.2", "input.xml"));

export const write = (element: XmlElement): string =>
  `<${element.name} xmlns="${escapeXml(element.namespace)}">` +
  `${escapeXml(element.text)}${element.children.map(write).join("")}</${element.name}>`;

type Change = (element: XmlElement) => readonly XmlElement[];

/** The tree with the element at a path as problems name it (`/OperatingData/A/B[2]/C`) replaced by others. */
export const changed = (root: XmlElement, path: string, change: Change): XmlElement => {
  const [, ...steps] = path.split("/").slice(1);
  return descend(root, steps, change)[0] ?? root;
};

const descend = (element: XmlElement, steps: readonly string[], change: Change): readonly XmlElement[] => {
  const [step, ...rest] = steps;
  if (step === undefined) return change(element);
  const [, name = "", position = "1"] = /^(.*?)(?:\[(\d+)\])?$/.exec(step) ?? [];
  const wanted = element.children.filter((child) => child.name === name)[Number(position) - 1];
  if (wanted === undefined) throw new Error(`no ${step} in ${element.name}`);
  return [
    {
      ...element,
      children: element.children.flatMap((child) => (child === wanted ? descend(child, rest, change) : [child])),
    },
  ];
};

export const without = (path: string, root = aDocument): XmlElement => changed(root, path, () => []);

export const withText = (path: string, text: string, root = aDocument): XmlElement =>
  changed(root, path, (element) => [{ ...element, text, children: [] }]);

export const withChildren = (path: string, children: Change, root = aDocument): XmlElement =>
  changed(root, path, (element) => [{ ...element, children: children(element) }]);

/** Every element from the inside out, replaced by what `change` makes of it. */
export const mapped = (element: XmlElement, change: (element: XmlElement) => XmlElement): XmlElement =>
  change({ ...element, children: element.children.map((child) => mapped(child, change)) });

/** Paths of all elements below the root, as problems would name them. */
export const pathsOf = (element: XmlElement, path = "/OperatingData"): string[] =>
  element.children.flatMap((child, index) => {
    const position = element.children.slice(0, index + 1).filter(({ name }) => name === child.name).length;
    const many = ["ErrorState", "CertificateData", "CardTerminal"].includes(child.name);
    const childPath = `${path}/${child.name}${many ? `[${position}]` : ""}`;
    return [childPath, ...pathsOf(child, childPath)];
  });

export const readTree = (root: XmlElement): ReadDocument => {
  const result = readOperatingData(write(root));
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
};

/** Why a tree is refused, or "read". */
export const failureOf = (root: XmlElement): DocumentFailure | "read" => {
  const result = readOperatingData(write(root));
  return result.ok ? "read" : result.error;
};
