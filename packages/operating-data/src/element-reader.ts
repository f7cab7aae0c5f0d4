import { type XmlElement, elementText } from "@lagebild/xml";
import type { ReadValue } from "./xml-values.ts";

/** A rule of the schema that a document breaks. The path names schema elements only, never a value of the document. */
export interface Problem {
  readonly code: "missing" | "invalid" | "duplicate" | "order" | "wrong-root";
  readonly path: string;
}

/** What reading collects on its way. */
export interface Findings {
  readonly problems: Problem[];
  /** Elements and enumeration values that this schema does not know: dropped and counted, never a reason to reject. */
  other: number;
  /** How often each element stood there that nobody may read, by the schema's name. */
  readonly withheld: Map<string, number>;
}

/** Reads one element; whatever it returns counts only if no problem was found. */
export type ReadElement<Value> = (element: XmlElement, path: string, findings: Findings) => Value;

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
  (element, path, findings) => {
    const text = elementText(element);
    const result = text === undefined ? undefined : read(text);
    if (result === undefined) findings.problems.push({ code: "invalid", path });
    if (result === null) findings.other += 1;
    // After a problem the whole reading is thrown away, so that this value is never seen.
    return result as Value;
  };

/** An element that the schema knows and nobody may read: its content is not even looked at. */
export const withheld: ReadElement<null> = (element, _path, findings) => {
  findings.withheld.set(element.name, (findings.withheld.get(element.name) ?? 0) + 1);
  return null;
};

/**
 * `xsd:sequence`: the named parts in this order. Elements that the schema does not know are passed over and counted.
 */
export const sequence = <P extends Parts>(namespace: string, parts: P): ReadElement<Values<P>> => {
  const names = Object.keys(parts);
  const positions = new Map(names.map((name, index) => [qualified(namespace, name), index]));
  return (element, path, findings) => {
    const read = names.map((): unknown[] => []);
    let reached = 0;
    for (const child of element.children) {
      const position = positions.get(qualified(child.namespace, child.name));
      const name = position === undefined ? undefined : names[position];
      const part = name === undefined ? undefined : parts[name];
      if (position === undefined || part === undefined) {
        findings.other += 1;
        continue;
      }
      const found = read[position] ?? [];
      const childPath = `${path}/${child.name}${part.most === "many" ? `[${found.length + 1}]` : ""}`;
      if (position < reached) findings.problems.push({ code: "order", path: childPath });
      else if (part.most === 1 && found.length > 0) findings.problems.push({ code: "duplicate", path: childPath });
      else found.push(part.read(child, childPath, findings));
      reached = Math.max(reached, position);
    }
    return collect(parts, read, { path, findings });
  };
};

const collect = <P extends Parts>(
  parts: P,
  read: readonly (readonly unknown[])[],
  where: { path: string; findings: Findings },
): Values<P> => {
  const entries = Object.entries(parts).map(([name, part], index): [string, unknown] => {
    const found = read[index] ?? [];
    if (found.length < part.least) {
      where.findings.problems.push({ code: "missing", path: `${where.path}/${name.replace(/^\{.*\}/, "")}` });
    }
    return [name, part.most === "many" ? found : (found[0] ?? null)];
  });
  return Object.fromEntries(entries) as Values<P>;
};

const qualified = (namespace: string, name: string): string => (name.startsWith("{") ? name : `{${namespace}}${name}`);
