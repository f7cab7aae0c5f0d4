import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeXml } from "../src/index.ts";
import { limits, refusalOf, rootOf } from "./read.ts";

describe("text", () => {
  test.each([
    ["the five predefined entities", "&amp;&lt;&gt;&quot;&apos;", `&<>"'`],
    ["references decoded once", "&amp;lt;&#38;amp;", "&lt;&amp;"],
    ["decimal and hexadecimal references", "&#65;&#x42;&#x1F600;", "AB😀"],
    ["references to the controls that XML allows", "&#9;&#10;&#13;", "\t\n\r"],
    ["CDATA as it stands", "1<![CDATA[<b>&amp;]]>2<![CDATA[]]>", "1<b>&amp;2"],
    ["text around comments and instructions", "1<!-- <b> -->2<?p <b> ?>3", "123"],
    ["white space", " \n\tx ", " \n\tx "],
    ["characters outside the basic plane", "😀", "😀"],
  ])("is read: %s", (_case, content, expected) => {
    expect(rootOf(`<a>${content}</a>`)).toMatchObject({ text: expected, children: [] });
  });

  test.each([
    ["an undefined entity", "&nbsp;"],
    ["an unfinished reference", "&amp"],
    ["a bare ampersand", "a & b"],
    ["an empty reference", "&;"],
    ["a reference to NUL", "&#0;"],
    ["a reference to a control", "&#x1F;"],
    ["a reference to half a character", "&#xD83D;&#xDE00;"],
    ["a reference beyond Unicode", "&#x110000;"],
    ["a reference to U+FFFE", "&#xFFFE;"],
    ["NUL", "\u0000"],
    ["a control", "\u0008"],
    ["a lone high surrogate", "\uD83D"],
    ["a lone low surrogate", "\uDE00"],
    ["surrogates in the wrong order", "\uDE00\uD83D"],
    ["U+FFFF", "\uFFFF"],
  ])("is refused with %s, in an element and in an attribute", (_case, content) => {
    expect(refusalOf(`<a>${content}</a>`)).toBe("not-well-formed");
    expect(refusalOf(`<a b="${content}"/>`)).toBe("not-well-formed");
  });

  test("comes back as it was after escaping, in an element and in an attribute", () => {
    const printable = fc.string({ unit: "binary" }).filter((text) => !/[\p{Cc}\uFFFE\uFFFF]/u.test(text));
    fc.assert(
      fc.property(printable, (text) => {
        const escaped = escapeXml(text);
        const root = rootOf(`<a b="${escaped}" c='${escaped}'>${escaped}</a>`);
        expect([root.text, ...root.attributes.values()]).toEqual([text, text, text]);
      }),
      { examples: [[`&<>"'`], ["]]>"], ["&amp;"]] },
    );
  });
});

describe("a document", () => {
  test.each([
    "<a/>",
    '<?xml version="1.0" encoding="UTF-8"?>\n<a/>\n',
    "<!-- c --><a/><!-- c --> <?p i?>\n",
    "<!----><a><!----></a>",
    '<a b=">"/>',
    '<a b="/>"></a>',
    "\uFEFF<a/>",
  ])("is one root, with white space, comments and instructions around it: %j", (document) => {
    expect(rootOf(document)).toMatchObject({ name: "a", children: [] });
  });

  test.each([
    ["nothing", ""],
    ["white space only", " \n"],
    ["a comment only", "<!-- a -->"],
    ["a declaration only", '<?xml version="1.0"?>'],
    ["two roots", "<a/><b/>"],
    ["two roots of the same name", "<a></a><a></a>"],
    ["text before the root", "junk<a/>"],
    ["text between a comment and the root", "<!-- -->junk<a/>"],
    ["text after the root", "<a/>junk"],
    ["text after the root, followed by a comment", "<a/>junk<!-- -->"],
    ["text between comments after the root", "<a></a><!-- -->junk<?p?>"],
    ["a reference after the root", "<a/>&amp;<!-- -->"],
    ["CDATA after the root", "<a/><![CDATA[x]]>"],
    ["an end without a start", "</a>"],
    ["an end too many", "<a/></a>"],
    ["a start without an end", "<a><b/>"],
    ["ends in the wrong order", "<a><b></a></b>"],
    ["an end of another name", "<a></A>"],
    ["an attribute twice", '<a b="1" b="2"/>'],
    ["an attribute without quotes", "<a b=1/>"],
    ["an attribute without a value", "<a b/>"],
    ["an unfinished tag", "<a><b </a>"],
    ["an unfinished comment", "<a><!-- </a>"],
    ["unfinished CDATA", "<a><![CDATA[ </a>"],
    ["a name that starts with a digit", "<1a/>"],
    ["white space before the declaration", ' <?xml version="1.0"?><a/>'],
    ["a name of JavaScript's own", "<a><constructor/></a>"],
    ["the name __proto__", '<a __proto__="1"/>'],
    ["`<` in an attribute value", '<a b="<"/>'],
    ["`]]>` in text", "<a>x]]>y</a>"],
    ["`--` in a comment", "<a><!-- a -- b --></a>"],
    ["a comment that ends with three dashes", "<a><!-- a ---></a>"],
    ["a second XML declaration", '<a><?xml version="1.0"?></a>'],
  ])("is refused with %s", (_case, document) => {
    expect(refusalOf(document)).toBe("not-well-formed");
  });

  test.each([
    "<!DOCTYPE a><a/>",
    '<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>',
    '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "<!doctype a><a/>",
  ])("is refused for its DOCTYPE, before anything is read: %j", (document) => {
    expect(refusalOf(document)).toBe("doctype");
  });

  test("may hold in quotes, comments and CDATA what it may not hold elsewhere", () => {
    const document = `<?xml version="1.0"?><!-- <a> - ]]> --><a b="]]> '>' --"><![CDATA[<b> -- ]]><?xml-stylesheet x?></a>`;
    expect(refusalOf(document, limits)).toBe("read");
  });

  test("is read or refused whatever it holds, and never makes the parser throw", () => {
    const all = `<a>|</a>|<a/>|<b x='|'>|"|<!--|-->|<![CDATA[|]]>|<?p|?>|&amp;|&|x| |xmlns:p='u'|<p:a>|<a b="/>">|<!|=|/|>|<`;
    const piece = fc.constantFrom(...all.split("|"), "<constructor>", "__proto__='1'");
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        expect(["read", "not-well-formed", "too-deep"]).toContain(
          refusalOf(pieces.join(""), { ...limits, maxDepth: 4 }),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
