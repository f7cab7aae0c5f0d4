import type { RandomStream } from "@lagebild/simulator";
import { type Generation, type SchemaElement, namespaceOf, namespaces, operatingDataElement } from "./schema.ts";
import { type Tree, branch, leaf } from "./tree.ts";
import { drawPlain } from "./values.ts";

/** A sound document of a generation: every part of the schema, in every number it allows, with values of every kind. */
export const drawDocument = (random: RandomStream, generation: Generation): Tree => {
  const rootNamespace = generation === "1.0.0" ? namespaces.preSeries : namespaces.opd;
  return draw(operatingDataElement, { random, generation, rootNamespace });
};

interface Drawing {
  readonly random: RandomStream;
  readonly generation: Generation;
  readonly rootNamespace: string;
}

const draw = (element: SchemaElement, drawing: Drawing): Tree => {
  const { random, generation, rootNamespace } = drawing;
  const namespace = namespaceOf(element, rootNamespace);
  if (element.type !== undefined) return leaf(namespace, element.name, drawPlain(random, element.type));
  const known = (element.parts ?? []).filter(({ only }) => only === undefined || only.includes(generation));
  const parts = element.isChoice ? [random.pick(known)] : known;
  const children = parts.flatMap((part) => Array.from({ length: timesOf(part, drawing) }, () => draw(part, drawing)));
  return branch(namespace, element.name, children);
};

/** Parts that all generations may leave out. */
const alwaysOptional = new Set(["OperatingSite", "OperatingSiteExtension"]);

/** How often a part stands there this time. */
const timesOf = ({ name, occurs }: SchemaElement, { random, generation }: Drawing): number => {
  if (occurs === "some") return 1 + random.below(3);
  if (occurs === "any") return random.below(3);
  const mayBeAbsent =
    alwaysOptional.has(name) ||
    ["1.1.1", "1.1.2"].includes(generation) ||
    (name === "UpdateMode" && generation === "1.1.0");
  return occurs === "optional" && mayBeAbsent && random.chance(0.15) ? 0 : 1;
};
