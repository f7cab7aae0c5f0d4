/** An element with its namespace resolved: prefixes vary between makers and mean nothing. */
export interface XmlElement {
  /** Namespace URI, "" where none is in scope. */
  readonly namespace: string;
  readonly name: string;
  /** Attributes by local name, those of a namespace by `{namespace}name`; namespace declarations are left out. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Character data directly inside this element, entities decoded; blanks between child elements may be left out. */
  readonly text: string;
}

/** The text of an element that is meant to hold nothing else, or undefined if it has child elements. */
export const elementText = (element: XmlElement): string | undefined =>
  element.children.length === 0 ? element.text : undefined;
