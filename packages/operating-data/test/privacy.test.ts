import type { XmlElement } from "@lagebild/xml";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { buildRecord, readOperatingData } from "../src/index.ts";
import { aDocument, mapped, readTree, write } from "./a-document.ts";
import { receivedAt, someReport, withWithheld } from "./a-simulated-report.ts";

const canary = "Kanarie";

const stranger = (name: string): XmlElement => ({
  namespace: `urn:${canary}`,
  name,
  attributes: new Map(),
  children: [],
  text: canary,
});

/** Elements of the tree in a fixed order, each with a draw of its own. */
const mappedByDraw = (
  tree: XmlElement,
  draws: readonly number[],
  change: (element: XmlElement, draw: number) => XmlElement,
) => {
  let visited = 0;
  return mapped(tree, (element) => change(element, draws[visited++ % draws.length] ?? 0));
};

describe("nothing that the concept withholds", () => {
  test("gets into the data that the provider keeps, or into the record", () => {
    fc.assert(
      fc.property(someReport, (tree) => {
        const strange = mapped(withWithheld(tree, canary), (element) =>
          element.children.length === 0 ? element : { ...element, children: [...element.children, stranger(canary)] },
        );
        const { contractId, data } = readTree(strange);
        expect(contractId).toBe(canary);
        expect(JSON.stringify(data)).not.toContain(canary);
        expect(JSON.stringify(buildRecord(data, "MVZ", receivedAt))).not.toContain(canary);
      }),
    );
  });

  test("gets into them as free text of an error condition or as a newer value of an enumeration", () => {
    const names = new Set(["ErrorCondition", "Severity", "Type", "ConnectionStatus", "CAUTMode", "InternetMode"]);
    const free = mapped(aDocument, (element) => (names.has(element.name) ? { ...element, text: canary } : element));
    const { data } = readTree(free);
    expect(JSON.stringify([data, buildRecord(data, "MVZ", receivedAt)])).not.toContain(canary);
    expect(data.connector?.errors.map(({ condition }) => condition)).toEqual(Array<string>(5).fill("UNKNOWN"));
  });
});

describe("a refusal", () => {
  test("never holds a value of the document or a name that the schema does not have", () => {
    const draws = fc.array(fc.nat(9), { minLength: 150, maxLength: 150 });
    let refused = 0;
    fc.assert(
      fc.property(draws, (drawn) => {
        const broken = mappedByDraw(aDocument, drawn, (element, draw) => {
          if (element.children.length > 0 && draw === 0) return { ...element, children: element.children.slice(1) };
          if (draw === 1) return { ...element, children: [stranger(canary), ...element.children.toReversed()] };
          return element.children.length === 0 && draw > 2 ? { ...element, text: `${canary} ${draw}` } : element;
        });
        const result = readOperatingData(write(broken));
        if (!result.ok) refused += 1;
        expect(JSON.stringify(result.ok ? "read" : result.error)).not.toContain(canary);
      }),
    );
    expect(refused).toBeGreaterThan(50);
  });

  test.each([
    ["encoding", new Uint8Array([...new TextEncoder().encode(`<${canary}>`), 0xff])],
    ["not-well-formed", `<${canary}>${canary}`],
    ["doctype", `<!DOCTYPE ${canary}><${canary}/>`],
    ["too-deep", `<${canary}>`.repeat(33)],
    ["too-many-elements", `<${canary}>${`<${canary}/>`.repeat(100_000)}</${canary}>`],
  ])("of a document that is no readable XML is a code and nothing else: %s", (code, document) => {
    expect(readOperatingData(document)).toEqual({ ok: false, error: { code } });
  });

  test("of another root names no root", () => {
    expect(JSON.stringify(readOperatingData(write({ ...aDocument, name: canary })))).not.toContain(canary);
  });
});
