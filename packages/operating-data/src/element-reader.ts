import { type XmlElement, elementText } from "@lagebild/xml";
import type { ReadValue } from "./xml-values.ts";

/** A rule of the schema that a document breaks. The path names schema elements only, never a value of the document. */
export interface Problem {
  readonly code: "missing" | "invalid" | "duplicate" | "order" | "text" | "wrong-root";
  readonly path: string;
}

/** Where an element stands. It becomes text only when a problem names it: most documents have none. */
export interface Place {
  readonly parent: Place | undefined;
  /** The schema's name of the element. */
  readonly name: string;
  /** From 1, where the schema allows several. */
  readonly position?: number;
}

const pathOf = ({ parent, name, position }: Place): string =>
  `${parent === undefined ? "" : pathOf(parent)}/${name}${position === undefined ? "" : `[${position}]`}`;

/** What reading collects on its way. */
export class Findings {
  readonly problems: Problem[] = [];
  /** Elements, attributes and enumeration values that no schema has: dropped and counted, never a reason to reject. */
  other = 0;
  /** How often each element stood there whose content is taken out, by the schema's name. */
  readonly removed = new Map<string, number>();

  report(code: Problem["code"], place: Place): void {
    this.problems.push({ code, path: pathOf(place) });
  }

  countRemoved(name: string): void {
    this.removed.set(name, (this.removed.get(name) ?? 0) + 1);
  }
}

/** Reads one element; whatever it returns counts only if no problem was found. */
export type ReadElement<Value> = (element: XmlElement, place: Place, findings: Findings) => Value;

interface Part<Value> {
  readonly read: ReadElement<unknown>;
  readonly least: 0 | 1;
  readonly most: 1 | "many";
  /** Only carries the type of what `sequence` yields for this part. */
  readonly yields?: Value;
}

type Parts = Readonly<Record<string, Part<unknown>>>;
type Yield<P> = P extends Part<infer Value> ? Value : never;
type Values<P extends Parts> = { readonly [Name in keyof P]: Yield<P[Name]> };

export const required = <Value>(read: ReadElement<Value>): Part<Value> => ({ read, least: 1, most: 1 });
export const optional = <Value>(read: ReadElement<Value>): Part<Value | null> => ({ read, least: 0, most: 1 });
/** Optional, or required where an older version of the schema says so. */
export const optionalUnless = <Value>(isRequired: boolean, read: ReadElement<Value>): Part<Value | null> => ({
  read,
  least: isRequired ? 1 : 0,
  most: 1,
});
export const many = <Value>(read: ReadElement<Value>, least: 0 | 1): Part<readonly Value[]> => ({
  read,
  least,
  most: "many",
});

/** A part that stands in another namespace than the sequence around it, written `{namespace}name`. */
export const inNamespace = <const Namespace extends string, const Name extends string>(
  namespace: Namespace,
  name: Name,
): `{${Namespace}}${Name}` => `{${namespace}}${name}`;

/** An element with text of a simple type. */
export const value =
  <Value>(read: ReadValue<Value>): ReadElement<Value> =>
  (element, place, findings) => {
    countForeignAttributes(element, findings);
    const text = elementText(element);
    const result = text === undefined ? undefined : read(text);
    if (result === undefined) findings.report("invalid", place);
    if (result === null) findings.other += 1;
    // After a problem the whole reading is thrown away, so that this value is never seen.
    return result as Value;
  };

/** An element that the schema knows and nobody may have: held against its type, then forgotten. */
export const withheld =
  (read: ReadElement<unknown>): ReadElement<null> =>
  (element, place, findings) => {
    findings.countRemoved(element.name);
    read(element, place, findings);
    return null;
  };

/** An element whose content no recipient beyond the provider gets. */
export const forProvider =
  <Value>(read: ReadElement<Value>): ReadElement<Value> =>
  (element, place, findings) => {
    findings.countRemoved(element.name);
    return read(element, place, findings);
  };

interface Slot {
  readonly index: number;
  readonly namespace: string;
  readonly name: string;
  readonly part: Part<unknown>;
}

const slotOf = (namespace: string, [key, part]: [string, Part<unknown>], index: number): Slot => {
  const [, foreign = namespace, name = key] = /^\{(.*)\}(.*)$/.exec(key) ?? [];
  return { index, namespace: foreign, name, part };
};

/**
 * `xsd:sequence`: the named parts in this order, no two of them with the same local name. Elements that the schema does
 * not know are passed over and counted; text between the elements is a problem.
 */
export const sequence = <P extends Parts>(namespace: string, parts: P): ReadElement<Values<P>> => {
  const slots = Object.entries(parts).map((entry, index) => slotOf(namespace, entry, index));
  const byName = new Map(slots.map((slot) => [slot.name, slot]));
  return (element, place, findings) => {
    countForeignAttributes(element, findings);
    if (/[^\t\n\r ]/.test(element.text)) findings.report("text", place);
    const found = slots.map((): unknown[] => []);
    let reached = 0;
    for (const child of element.children) {
      const slot = byName.get(child.name);
      if (slot === undefined || slot.namespace !== child.namespace) {
        findings.other += 1;
        continue;
      }
      readChild(child, { slot, reached, place, found: found[slot.index] ?? [] }, findings);
      reached = Math.max(reached, slot.index);
    }
    for (const { index, name, part } of slots) {
      if ((found[index]?.length ?? 0) < part.least) findings.report("missing", { parent: place, name });
    }
    return collect(parts, found);
  };
};

interface Child {
  readonly slot: Slot;
  /** Index of the last part that was read before. */
  readonly reached: number;
  readonly place: Place;
  readonly found: unknown[];
}

const readChild = (element: XmlElement, { slot, reached, place, found }: Child, findings: Findings): void => {
  const { name, index, part } = slot;
  const childPlace = part.most === 1 ? { parent: place, name } : { parent: place, name, position: found.length + 1 };
  if (index < reached) findings.report("order", childPlace);
  else if (part.most === 1 && found.length > 0) findings.report("duplicate", childPlace);
  else found.push(part.read(element, childPlace, findings));
};

const collect = <P extends Parts>(parts: P, found: readonly (readonly unknown[])[]): Values<P> => {
  const values: Record<string, unknown> = {};
  for (const [index, name] of Object.keys(parts).entries()) {
    values[name] = parts[name]?.most === "many" ? found[index] : (found[index]?.[0] ?? null);
  }
  return values as Values<P>;
};

const schemaInstance = "{http://www.w3.org/2001/XMLSchema-instance}";

/** The schemas have no attributes; what says where a schema lies means nothing here. */
const countForeignAttributes = (element: XmlElement, findings: Findings): void => {
  if (element.attributes.size === 0) return;
  for (const name of element.attributes.keys()) if (!name.startsWith(schemaInstance)) findings.other += 1;
};
