import { describe, expect, test } from "vitest";
import { readXml } from "../src/index.ts";
import { limits, refusalOf } from "./read.ts";

const million = 1_000_000;
const nested = (depth: number): string => `${"<a>".repeat(depth)}${"</a>".repeat(depth)}`;
const wide = (elements: number): string => `<a>${"<b/>".repeat(elements - 1)}</a>`;

/** The fastest of some readings: a slow machine or a collected heap must not decide. */
const fastestMs = (document: string): number =>
  Math.min(
    ...Array.from({ length: 5 }, () => {
      const start = performance.now();
      readXml(document, limits);
      return performance.now() - start;
    }),
  );

describe("the limits", () => {
  test("allow exactly so many levels", () => {
    expect(refusalOf(nested(limits.maxDepth))).toBe("read");
    expect(refusalOf(nested(limits.maxDepth + 1))).toBe("too-deep");
  });

  test("allow exactly so many elements", () => {
    expect(refusalOf(wide(limits.maxElements))).toBe("read");
    expect(refusalOf(wide(limits.maxElements + 1))).toBe("too-many-elements");
  });

  test.each([
    ["comments", "<!-- <b> -->"],
    ["instructions", "<?p <b> ?>"],
    ["CDATA", "<![CDATA[<b>]]>"],
    ["quoted values", `<c d="b/>" e='b/>'/>`],
  ])("do not count what looks like a tag in %s", (_case, piece) => {
    expect(refusalOf(`<a>${piece.repeat(limits.maxDepth + 1)}</a>`)).toBe("read");
  });

  test.each([
    ["end in a quoted slash", '<a b="/>">'],
    ["end in a slash in single quotes", "<a b='/>'>"],
  ])("count the levels of tags that %s", (_case, start) => {
    const depth = limits.maxDepth + 1;
    expect(refusalOf(`${start.repeat(depth)}${"</a>".repeat(depth)}`)).toBe("too-deep");
  });

  test("allow a hundred attributes of an element", () => {
    const attributes = (count: number): string => Array.from({ length: count }, (_, index) => ` a${index}=""`).join("");
    expect(refusalOf(`<a${attributes(100)}/>`)).toBe("read");
    expect(refusalOf(`<a${attributes(101)}/>`)).toBe("too-many-attributes");
    expect(refusalOf(`<a><b${attributes(101)}></b></a>`)).toBe("too-many-attributes");
  });

  test("cannot be outrun by closing first what was not counted as open", () => {
    const closed = '<b c="/>"></b>'.repeat(100);
    expect(refusalOf(`<a>${closed}${nested(limits.maxDepth)}</a>`)).toBe("too-deep");
  });
});

describe("a hostile document is answered within 50 ms:", () => {
  const laughs = Array.from({ length: 9 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`);
  test.each([
    ["a million levels", nested(million), "too-deep"],
    ["a million levels that never end", "<a>".repeat(million), "too-deep"],
    ["a million elements", wide(million), "too-many-elements"],
    ["a billion laughs", `<!DOCTYPE a [<!ENTITY l0 "lol">${laughs.join("")}]><a>&l9;</a>`, "doctype"],
    ["100,000 unfinished comments", `<a>${"<!--".repeat(100_000)}`, "not-well-formed"],
    ["100,000 unfinished sections of CDATA", `<a>${"<![CDATA[".repeat(100_000)}`, "not-well-formed"],
    ["100,000 unfinished instructions", `<a>${"<?".repeat(100_000)}`, "not-well-formed"],
    [
      "200,000 attributes",
      `<a${Array.from({ length: 200_000 }, (_, index) => ` a${index}=""`).join("")}/>`,
      "too-many-attributes",
    ],
    ["100,000 unfinished tags", `<a>${"<b ".repeat(100_000)}`, "not-well-formed"],
  ])("%s", (_case, document, expected) => {
    expect(refusalOf(document)).toBe(expected);
    expect(fastestMs(document)).toBeLessThan(50);
  });

  test("many namespaces, redeclared in many elements", () => {
    const many = Array.from({ length: 99 }, (_, index) => ` xmlns:p${index}="u"`).join("");
    const document = `<a${many}>${'<b xmlns:q="u"/>'.repeat(limits.maxElements - 1)}</a>`;
    expect(refusalOf(document)).toBe("read");
    expect(fastestMs(document)).toBeLessThan(250);
  });
});
