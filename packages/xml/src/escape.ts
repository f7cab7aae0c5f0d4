const references = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&apos;"],
]);

/** Text made safe for XML element content and attribute values. */
export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (found) => references.get(found) ?? found);

const predefined = new Map([...references].map(([character, reference]) => [reference.slice(1, -1), character]));

/**
 * Decodes the five predefined entities and character references; documents with a DOCTYPE never get here, so there
 * are no others. Undefined if a reference names anything else or a code point that XML 1.0 forbids.
 */
export const decodeReferences = (text: string): string | undefined => {
  if (!text.includes("&")) return text;
  let sound = true;
  const decoded = text.replace(/&([^;&]*)(;?)/g, (_found, name: string, end: string) => {
    const character = end === ";" ? (predefined.get(name) ?? fromCharacterReference(name)) : undefined;
    if (character === undefined) sound = false;
    return character ?? "";
  });
  return sound ? decoded : undefined;
};

const fromCharacterReference = (name: string): string | undefined => {
  const match = /^#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}))$/.exec(name);
  if (!match) return undefined;
  const codePoint = match[1] === undefined ? Number(match[2]) : Number.parseInt(match[1], 16);
  if (codePoint > 0x10ffff) return undefined;
  const character = String.fromCodePoint(codePoint);
  return isXmlText(character) ? character : undefined;
};

// XML 1.0, production 2 (Char), turned around: controls except tab, LF and CR, lone surrogates, U+FFFE and U+FFFF.
const forbidden =
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/;

/** Whether every character of the text may stand in an XML 1.0 document. */
export const isXmlText = (text: string): boolean => !forbidden.test(text);
