import { type SimulatedConnector, simulatedConnector } from "../src/index.ts";

/** The first `count` connectors of the seed that all tests use. */
export function fleet(count: number): SimulatedConnector[] {
  return Array.from({ length: count }, (_, index) => simulatedConnector(42, index));
}

/** Share of the items that pass, 0 to 1. */
export function share<Item>(items: readonly Item[], passes: (item: Item) => boolean): number {
  return items.filter(passes).length / items.length;
}

/** Contents of all elements of a local name, in document order and whatever the prefix; for elements with text only. */
export function texts(document: string, localName: string): string[] {
  const pattern = new RegExp(`<(?:[\\w]+:)?${localName}(?: [^>]*)?>([^<]*)</`, "g");
  return [...document.matchAll(pattern)].map((match) => match[1] ?? "");
}

/** Every ErrorState of a document. */
export function errorStates(document: string): { name: string; value: string; validFrom: string }[] {
  const names = texts(document, "ErrorCondition");
  const values = texts(document, "Value");
  const starts = texts(document, "ValidFrom").slice(0, names.length);
  return names.map((name, position) => ({ name, value: values[position] ?? "", validFrom: starts[position] ?? "" }));
}
