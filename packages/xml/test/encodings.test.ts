import { describe, expect, test } from "vitest";
import { refusalOf, rootOf } from "./read.ts";

const text = "<a>Ä€😀</a>";
const utf8 = (document: string): Uint8Array => new TextEncoder().encode(document);
const latin1 = (document: string): Uint8Array => Buffer.from(document, "latin1");
const utf16le = (document: string): Uint8Array => Buffer.from(document, "utf16le");
const utf16be = (document: string): Uint8Array => Buffer.from(document, "utf16le").swap16();
const declared = (encoding: string, document: string): string =>
  `<?xml version="1.0" encoding="${encoding}" standalone="yes"?>${document}`;

describe("bytes", () => {
  test.each([
    ["UTF-8 without a declaration", utf8(text)],
    ["UTF-8 with a byte order mark", utf8(`\uFEFF${text}`)],
    ["UTF-8 declared", utf8(declared("UTF-8", text))],
    ["UTF-8 declared in small letters and single quotes", utf8(`<?xml version='1.0' encoding='utf-8' ?>${text}`)],
    ["UTF-8 with a mark that overrules the declaration", utf8(`\uFEFF${declared("ISO-8859-1", text)}`)],
    ["UTF-16 LE with a mark", utf16le(`\uFEFF${declared("UTF-16", text)}`)],
    ["UTF-16 BE with a mark", utf16be(`\uFEFF${declared("UTF-16", text)}`)],
    ["UTF-16 LE without a mark", utf16le(declared("UTF-16LE", text))],
    ["UTF-16 BE without a mark", utf16be(declared("UTF-16BE", text))],
    ["UTF-16 LE without mark and declaration", utf16le(text)],
    ["UTF-16 BE without mark and declaration", utf16be(text)],
  ])("are read as %s", (_case, bytes) => {
    expect(rootOf(bytes).text).toBe("Ä€😀");
  });

  test("are read as ISO-8859-1 where that is declared", () => {
    expect(rootOf(latin1(declared("ISO-8859-1", "<a>Äß</a>"))).text).toBe("Äß");
  });

  test.each([
    ["invalid UTF-8", Uint8Array.of(0x3c, 0x61, 0x3e, 0xc3, 0x28, 0x3c, 0x2f, 0x61, 0x3e)],
    ["a surrogate in UTF-8", Uint8Array.of(0x3c, 0x61, 0x3e, 0xed, 0xa0, 0x80, 0x3c, 0x2f, 0x61, 0x3e)],
    ["ISO-8859-1 without a declaration", latin1("<a>Ä</a>")],
    ["ISO-8859-1 declared as UTF-8", latin1(declared("UTF-8", "<a>Ä</a>"))],
    ["a lone surrogate in UTF-16", utf16le("\uFEFF<a>\uD83D</a>")],
    ["half a character in UTF-16", utf16be("\uFEFF<a/> ").subarray(0, -1)],
    ["an encoding that nobody sends", utf8(declared("UTF-7", "<a/>"))],
  ])("are refused with %s", (_case, bytes) => {
    expect(refusalOf(bytes)).toBe("encoding");
  });

  test.each([
    ["NUL in the text", utf8("<a>\u0000</a>")],
    ["NUL in front", utf8("\u0000<a/>")],
    ["NUL only", new Uint8Array(100)],
    ["nothing", new Uint8Array()],
    ["a mark only", Uint8Array.of(0xef, 0xbb, 0xbf)],
    ["a picture", Uint8Array.of(0x42, 0x4d, 0x10, 0x20, 0x30)],
  ])("are refused with %s", (_case, bytes) => {
    expect(["encoding", "not-well-formed"]).toContain(refusalOf(bytes));
  });

  test("of a UTF-8 document that declares UTF-16 are refused, not guessed", () => {
    expect(["encoding", "not-well-formed"]).toContain(refusalOf(utf8(declared("UTF-16", text))));
  });
});
