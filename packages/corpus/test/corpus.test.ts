import { describe, expect, test } from "vitest";
import { randomStream } from "../../simulator/src/index.ts";
import { type XmlElement, readXml } from "../../xml/src/index.ts";
import {
  type Tree,
  drawDocument,
  drawStyle,
  generations,
  knownPart,
  mutate,
  mutations,
  otherMark,
  plantCanaries,
  writeTree,
  writeWithOtherMarks,
} from "../src/index.ts";

const seeds = Array.from({ length: 60 }, (_, index) => index);

const drawn = (seed: number): Tree =>
  drawDocument(randomStream(seed, "test"), generations[seed % generations.length] ?? "1.1.2");

/** Names, namespaces and texts of a tree, as a reader must find them again; blanks between elements mean nothing. */
const said = (element: Tree | XmlElement): unknown => [
  element.namespace,
  element.name,
  element.children.length > 0 ? element.text.trim() : element.text,
  element.children.map(said),
];

const read = (text: string): XmlElement => {
  const result = readXml(text, { maxDepth: 32, maxElements: 100_000 });
  if (!result.ok) throw new Error(`${result.error}: ${text.slice(0, 200)}`);
  return result.value;
};

describe("a drawn document", () => {
  test("is the same for the same seed, and another for another", () => {
    expect(drawn(5)).toEqual(drawn(5));
    expect(drawn(5)).not.toEqual(drawn(9));
  });

  test("says the same in every style", () => {
    for (const seed of seeds) {
      const tree = drawn(seed);
      const style = drawStyle(randomStream(seed, "style"));
      expect(said(read(writeTree(tree, style))), JSON.stringify(style)).toEqual(said(tree));
    }
  });

  test("has nothing that the schemas do not know", () => {
    for (const seed of seeds) {
      const { tree, left } = knownPart(drawn(seed));
      expect([...left]).toEqual([]);
      expect(tree).toEqual(drawn(seed));
    }
  });
});

describe("a mutation", () => {
  const changing = mutations.filter(({ name }) => name !== "none");

  test.each(changing)("changes most documents: $name", (mutation) => {
    const changed = seeds.filter((seed) => {
      const mutated = mutate(drawn(seed), mutation, randomStream(seed, "mutation"));
      return JSON.stringify(mutated) !== JSON.stringify(drawn(seed));
    });
    expect(changed.length).toBeGreaterThan(seeds.length * 0.6);
  });

  test("adds something unknown: what is known is the document before", () => {
    const adding = changing.filter(({ name }) => name === "unknown element" || name === "unknown attribute");
    expect(adding).toHaveLength(2);
    for (const mutation of adding) {
      const { tree, left } = knownPart(mutate(drawn(3), mutation, randomStream(3, "mutation")));
      expect([...left]).toEqual([mutation.name]);
      expect(tree).toEqual(drawn(3));
    }
  });
});

describe("planted marks", () => {
  test("stand in the document, each in its place, and are found wherever they turn up", () => {
    for (const seed of seeds) {
      const planted = plantCanaries(drawn(seed), randomStream(seed, "marks"));
      const text = writeTree(planted.tree, { ...planted.style, text: "escaped" });
      const places = planted.leaksIn(text);
      expect(places).toHaveLength(planted.marks);
      expect(places).toEqual(expect.arrayContaining(["comment", "instruction", "ProductName"]));
      expect(planted.leaksIn("nothing of the kind")).toEqual([]);
      expect(planted.leaksIn(`x${planted.contractId ?? ""}x`)).toEqual(planted.contractId ? ["ContractID"] : []);
    }
  });

  test("are others in the other document, which is the same but for them", () => {
    const planted = plantCanaries(drawn(8), randomStream(8, "marks"));
    const style = { ...planted.style, text: "escaped" as const };
    const other = writeWithOtherMarks({ ...planted, style });
    expect(planted.leaksIn(other)).toEqual([]);
    expect(other).toBe(otherMark(writeTree(planted.tree, style)));
  });
});
