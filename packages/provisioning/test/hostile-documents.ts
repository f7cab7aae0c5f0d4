// A table for two readers: here for how long they take, in workers/ingest for what the doors answer and keep.

/** Stands in every hostile document and may stand nowhere else. */
export const secret = "GEHEIM4711";

export const maxBytes = 2 * 1024 * 1024;

export interface HostileDocument {
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** What the REST door answers: status and the problem's code. */
  readonly problem: "400 xml-not-readable" | "422 document-invalid" | "413 too-large";
}

export const bytesOf = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text));

/** UTF-16 LE with its mark: a lone surrogate cannot even be written in UTF-8. */
const utf16 = (text: string): Uint8Array<ArrayBuffer> => {
  const marked = `\uFEFF${text}`;
  const units = Uint16Array.from({ length: marked.length }, (_, index) => marked.charCodeAt(index));
  return new Uint8Array(units.buffer);
};

const concatenated = (...parts: readonly (string | readonly number[])[]): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "string" ? [...bytesOf(part)] : part)));

/** As many repetitions as 2 MiB hold beside what stands around them. */
const filled = (start: string, piece: string, end = ""): string =>
  start + piece.repeat(Math.floor((maxBytes - start.length - end.length) / piece.length)) + end;

const nested = (levels: number): string => `${"<a>".repeat(levels)}${secret}${"</a>".repeat(levels)}`;

const laughs = (levels: number): string =>
  Array.from({ length: levels }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`).join("");

type Text = readonly [name: string, text: string, problem: HostileDocument["problem"]];

const texts: readonly Text[] = [
  ["a billion laughs", `<!DOCTYPE a [<!ENTITY l0 "${secret}">${laughs(9)}]><a>&l9;</a>`, "400 xml-not-readable"],
  [
    "one long entity, many times",
    filled(`<!DOCTYPE a [<!ENTITY b "${secret.repeat(5_000)}">]><a>`, "&b;", "</a>"),
    "400 xml-not-readable",
  ],
  ["an external entity", `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/${secret}">]><a>&x;</a>`, "400 xml-not-readable"],
  ["an external DTD", `<!DOCTYPE a SYSTEM "https://example.com/${secret}.dtd"><a/>`, "400 xml-not-readable"],
  [
    "a parameter entity",
    `<!DOCTYPE a [<!ENTITY % x SYSTEM "https://example.com/${secret}">%x;]><a/>`,
    "400 xml-not-readable",
  ],
  ["an entity that nobody declared", `<a>${secret}&geheim;</a>`, "400 xml-not-readable"],
  ["a million levels", nested(1_000_000), "413 too-large"],
  ["as many levels as 2 MiB hold", nested(299_000), "400 xml-not-readable"],
  ["as many levels as 2 MiB hold, never closed", filled(secret.replace(/.*/, "<$&>"), "<a>"), "400 xml-not-readable"],
  ["NUL in the text", `<a>${secret}\u0000</a>`, "400 xml-not-readable"],
  ["NUL in front", `\u0000<a>${secret}</a>`, "400 xml-not-readable"],
  ["two roots", `<a>${secret}</a><a>${secret}</a>`, "400 xml-not-readable"],
  ["a reference to a lone surrogate", `<a>${secret}&#xD800;</a>`, "400 xml-not-readable"],
  ["a reference to NUL", `<a>${secret}&#0;</a>`, "400 xml-not-readable"],
  ["text behind the root", `<a/>${secret}`, "400 xml-not-readable"],
  ["no XML", `{"${secret}": true}`, "400 xml-not-readable"],
  ["nothing", "", "400 xml-not-readable"],
  ["a blank", " ", "400 xml-not-readable"],
];

// Nothing about them is wrong until an XML reader has read them to the end.
const laboriousTexts: readonly (readonly [name: string, text: string])[] = [
  ["as many elements as 2 MiB hold", filled(`<${secret}>`, "<a/>", `</${secret}>`)],
  ["20,000 attributes", `<${secret}${manyAttributes()}/>`],
  ["as many comments as 2 MiB hold", filled(`<${secret}>`, "<!-- -->", `</${secret}>`)],
  ["as many references as 2 MiB hold", filled(`<a>${secret}`, "&#33;", "</a>")],
  ["as many instructions as 2 MiB hold", filled(`<a>${secret}`, "<?p?>", "</a>")],
  ["one text of 2 MiB", filled(`<a>${secret}`, " ", "</a>")],
  ["one name of 2 MiB", filled(`<${secret}`, "a", "/>")],
];

// 20,000: two million bytes of them take the parser more than a second.
function manyAttributes(): string {
  return Array.from({ length: 20_000 }, (_, index) => ` a${index}=""`).join("");
}

const fromText = ([name, text, problem]: Text): HostileDocument => ({ name, bytes: bytesOf(text), problem });

/** What is refused whatever its size, but not at a glance. */
export const laboriousDocuments = laboriousTexts.map(([name, text]) => ({ name, bytes: bytesOf(text) }));

/** What no Konnektor sends, by name. */
export const hostileDocuments: readonly HostileDocument[] = [
  ...texts.map(fromText),
  ...[
    ["invalid UTF-8", concatenated(`<a>${secret}`, [0xc3, 0x28], "</a>")] as const,
    ["a surrogate in UTF-8", concatenated(`<a>${secret}`, [0xed, 0xa0, 0x80], "</a>")] as const,
    ["a lone surrogate in UTF-16", utf16(`<a>${secret}\uD800</a>`)] as const,
    ["half a character in UTF-16", utf16(`<a>${secret}</a> `).slice(0, -1)] as const,
    ["a page of NUL", new Uint8Array(4_096)] as const,
    ["2 MiB of NUL", new Uint8Array(maxBytes)] as const,
    ["a picture", concatenated([0x89], "PNG\r\n", [0x1a, 0x0a, 0, 0, 0, 0x0d], secret)] as const,
  ].map(([name, bytes]) => ({ name, bytes, problem: "400 xml-not-readable" as const })),
];
