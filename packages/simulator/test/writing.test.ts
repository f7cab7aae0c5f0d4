import { describe, expect, test } from "vitest";
import { operatingDataXml, sendDataEnvelope } from "../src/index.ts";
import { randomStream } from "../src/random-stream.ts";
import { opd, pi, writeXml } from "../src/xml-writer.ts";
import { fleet } from "./a-fleet.ts";

const STYLE = {
  declaration: "",
  prefixes: "default-per-subtree",
  indentation: null,
  emptyElement: "self-closing",
} as const;

describe("the XML writer", () => {
  test("escapes what would end the text", () => {
    expect(writeXml(opd("A", "<b> & ]]>"), STYLE)).toContain(">&lt;b&gt; &amp; ]]&gt;</A>");
  });

  test("changes the default namespace only where the vocabulary changes", () => {
    const text = writeXml(opd("A", [pi("B", [pi("C", "1")]), opd("D", "2")]), STYLE);
    expect(text).toBe(
      '<A xmlns="http://ws.gematik.de/conn/OperatingData/v1.1">' +
        '<B xmlns="http://ws.gematik.de/int/version/ProductInformation/v1.1"><C>1</C></B><D>2</D></A>',
    );
  });

  test("declares all prefixes on the root and indents without touching text", () => {
    const style = { ...STYLE, prefixes: { OPD: "", CONN: "c", PI: "p" }, indentation: "  " };
    const text = writeXml(opd("A", [pi("B", ""), pi("C", " x ")]), style);
    expect(text.split("\n").slice(1)).toEqual(["  <p:B/>", "  <p:C> x </p:C>", "</A>", ""]);
    expect(text.match(/xmlns/g)).toHaveLength(3);
  });
});

describe("the SOAP envelope", () => {
  test("carries the UTF-8 bytes of any document as Base64", () => {
    for (const document of [
      ...fleet(20).map((connector) => operatingDataXml(connector, new Date(0))),
      "ß€😀",
      "é😀".repeat(3_001),
      "",
    ]) {
      const envelope = sendDataEnvelope(document);
      const base64 = /MimeType="text\/xml">([^<]*)</.exec(envelope)?.[1] ?? "missing";
      expect(Buffer.from(base64, "base64").toString("utf8")).toBe(document);
    }
  });
});

describe("a random stream", () => {
  test("repeats itself for the same path and differs for another", () => {
    const draws = (...path: (number | string)[]): number[] => {
      const random = randomStream(1, ...path);
      return Array.from({ length: 5 }, () => random.fraction());
    };
    expect(draws(2, "a")).toEqual(draws(2, "a"));
    expect(draws(2, "a")).not.toEqual(draws(2, "b"));
    expect(draws(2, "a")).not.toEqual(draws(3, "a"));
    expect(draws("a", "b")).not.toEqual(draws("ab"));
  });

  test("draws evenly across neighbouring indices", () => {
    const first = Array.from({ length: 10_000 }, (_, index) => randomStream(42, index, "x").below(10));
    for (let value = 0; value < 10; value++) {
      expect(first.filter((draw) => draw === value).length).toBeGreaterThan(850);
    }
  });

  test("keeps to weights and never draws a weight of 0", () => {
    const random = randomStream(1, "weights");
    const draws = Array.from({ length: 4_000 }, () =>
      random.weighted([
        ["often", 3],
        ["never", 0],
        ["rarely", 1],
      ]),
    );
    expect(draws).not.toContain("never");
    expect(draws.filter((draw) => draw === "often").length / draws.length).toBeCloseTo(0.75, 1);
  });
});
