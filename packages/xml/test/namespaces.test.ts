import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { elementText } from "../src/index.ts";
import { qualifiedNames, refusalOf, rootOf } from "./read.ts";

describe("an element's namespace", () => {
  test.each([
    ["none", "<a/>", ["{}a"]],
    ["by default", '<a xmlns="u"><b/></a>', ["{u}a", "{u}b"]],
    ["by prefix", '<p:a xmlns:p="u"><p:b/><c/></p:a>', ["{u}a", "{u}b", "{}c"]],
    ["redeclared further in", '<a xmlns="u"><b xmlns="v"><c/></b><d/></a>', ["{u}a", "{v}b", "{v}c", "{u}d"]],
    ["a prefix redeclared", '<p:a xmlns:p="u"><p:b xmlns:p="v"/><p:c/></p:a>', ["{u}a", "{v}b", "{u}c"]],
    ["through one that declares another", '<a xmlns="u"><p:b xmlns:p="v"><c/></p:b></a>', ["{u}a", "{v}b", "{u}c"]],
    ["the default taken back", '<a xmlns="u"><b xmlns=""><c/></b></a>', ["{u}a", "{}b", "{}c"]],
    ["declared on the element itself after use", '<p:a b="1" xmlns:p="u"/>', ["{u}a"]],
    ["with a reference in its URI", '<a xmlns="u&amp;v&#47;w"/>', ["{u&v/w}a"]],
    ["of XML itself", '<xml:a xml:lang="de"/>', ["{http://www.w3.org/XML/1998/namespace}a"]],
  ])("is resolved: %s", (_case, document, expected) => {
    expect(qualifiedNames(rootOf(document))).toEqual(expected);
  });

  test.each([
    ["an element's prefix", "<p:a/>"],
    ["an element's prefix declared by a sibling only", '<a><b xmlns:p="u"/><p:c/></a>'],
    ["an attribute's prefix", '<a p:b="1"/>'],
    ["a prefix that is taken back, which only the default may be", '<p:a xmlns:p=""/>'],
  ])("is refused where nothing is bound to %s", (_case, document) => {
    expect(refusalOf(document)).toBe("not-well-formed");
  });

  test("is the same whatever the prefix", () => {
    const prefix = fc.stringMatching(/^[a-z_][a-zA-Z0-9._-]{0,8}$/).filter((name) => !/^xml/i.test(name));
    fc.assert(
      fc.property(prefix, (p) => {
        const document = `<${p}:a xmlns:${p}="u"><${p}:b c="1">x</${p}:b></${p}:a>`;
        expect(rootOf(document)).toEqual(rootOf('<a xmlns="u"><b c="1">x</b></a>'));
      }),
    );
  });
});

describe("an element's content", () => {
  test("holds attributes by name, those of a namespace by both, without declarations", () => {
    const { attributes } = rootOf(`<a xmlns="u" xmlns:p="v" p:x="1" y='"2"' z="&lt;&#51;"/>`);
    expect([...attributes]).toEqual([
      ["{v}x", "1"],
      ["y", '"2"'],
      ["z", "<3"],
    ]);
  });

  test("is text only if no element stands in it", () => {
    expect(elementText(rootOf("<a> x </a>"))).toBe(" x ");
    expect(elementText(rootOf("<a/>"))).toBe("");
    expect(elementText(rootOf("<a>x<b/></a>"))).toBeUndefined();
  });
});
