import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { liftLongTexts } from "../src/long-texts.ts";

const long = (length: number, character = "A"): string => character.repeat(length);

describe("long texts", () => {
  test("are lifted out of an envelope and put back, wherever they stand", () => {
    const piece = fc.oneof(
      fc.constantFrom("<a>", "</a>", "<", ">", "&", "!0!", "<!-- > -->", "\r\n", '<b c=">">'),
      fc.nat({ max: 9_000 }).map((length) => long(length)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const envelope = pieces.join("");
        const { skeleton, textOf } = liftLongTexts(envelope);
        expect(textOf(skeleton)).toBe(envelope);
        // None is left, but what no element closes or a reference stands in.
        expect(!envelope.includes("!0!") && />[^<>&]{4096,}</.test(skeleton)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test("begin with 4,096 characters between two tags", () => {
    expect(liftLongTexts(`<a>${long(4_096)}</a>`).skeleton).toBe("<a>!0!</a>");
    expect(liftLongTexts(`<a>${long(4_095)}</a>`).skeleton).toBe(`<a>${long(4_095)}</a>`);
  });

  test("are found among many and in any number", () => {
    const envelope = `${"<a>".repeat(10_000)}${`<b>${long(5_000)}</b>`.repeat(3)}`;
    expect(liftLongTexts(envelope).skeleton.slice(30_000)).toBe("<b>!0!</b><b>!1!</b><b>!2!</b>");
  });

  test("cannot be asked for by what looks like one of ours", () => {
    const envelope = `<a>${long(5_000)}</a><b>!0!!0!!0!</b>`;
    const { skeleton, textOf } = liftLongTexts(envelope);
    expect(skeleton).toBe(envelope);
    expect(textOf("!0!!0!!0!")).toBe("!0!!0!!0!");
  });

  test("of ten million characters exhaust no stack", () => {
    expect(liftLongTexts(`<a>${long(10_000_000)}</a>`).skeleton).toBe("<a>!0!</a>");
  });
});
