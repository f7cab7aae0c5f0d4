import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cell, hideSmallCells, sumCells } from "../src/index.ts";

const dimensions = ["day", "vendor", "siteType"] as const;
type Dimension = (typeof dimensions)[number];

// Few values, so that cells meet, among them such as could break a key or an order: blanks, quotes, a prefix of another.
const value = fc.constantFrom("", "A", "A B", "AB", 'A"', "A\\", "Ü", "1");
const someCells: fc.Arbitrary<Cell<Dimension>[]> = fc.array(
  fc.record({ dimensions: fc.record({ day: value, vendor: value, siteType: value }), count: fc.nat(1_000) }),
);
const someDimensions = fc.shuffledSubarray([...dimensions]);
const someFilter = fc.record({ day: value, vendor: value, siteType: value }, { requiredKeys: [] });

const aCell = (vendor: string, siteType: string, count: number): Cell<"vendor" | "siteType"> => ({
  dimensions: { vendor, siteType },
  count,
});

describe("a sum of cells", () => {
  const cells = [aCell("B", "MVZ", 1), aCell("A", "MVZ", 2), aCell("B", "APOTHEKE", 3), aCell("B", "MVZ", 4)];

  test("has the dimensions that are asked for, in that order, sorted by their values", () => {
    const rows = sumCells(cells, { groupBy: ["siteType", "vendor"], filter: {} });
    expect(rows).toEqual([
      { dimensions: { siteType: "APOTHEKE", vendor: "B" }, count: 3 },
      { dimensions: { siteType: "MVZ", vendor: "A" }, count: 2 },
      { dimensions: { siteType: "MVZ", vendor: "B" }, count: 5 },
    ]);
    expect(Object.keys(rows[0]?.dimensions ?? {})).toEqual(["siteType", "vendor"]);
  });

  test("is one total without dimensions, and nothing without cells", () => {
    expect(sumCells(cells, { groupBy: [], filter: {} })).toEqual([{ dimensions: {}, count: 10 }]);
    expect(sumCells<"vendor", "vendor">([], { groupBy: ["vendor"], filter: {} })).toEqual([]);
  });

  test("counts only cells that have every value of the filter, also of dimensions that are not shown", () => {
    expect(sumCells(cells, { groupBy: ["vendor"], filter: { siteType: "MVZ" } })).toEqual([
      { dimensions: { vendor: "A" }, count: 2 },
      { dimensions: { vendor: "B" }, count: 5 },
    ]);
    expect(sumCells(cells, { groupBy: [], filter: { siteType: "MVZ", vendor: "B" } })).toEqual([
      { dimensions: {}, count: 5 },
    ]);
    expect(sumCells(cells, { groupBy: ["vendor"], filter: { siteType: "mvz" } })).toEqual([]);
  });

  test("takes a stream of cells as well as a list", () => {
    const stream = (function* () {
      yield* cells;
    })();
    expect(sumCells(stream, { groupBy: [], filter: {} })).toEqual([{ dimensions: {}, count: 10 }]);
  });

  test("agrees with counting naively, and with the total of the cells that pass", () => {
    fc.assert(
      fc.property(someCells, someDimensions, someFilter, (base, groupBy, filter) => {
        const passing = base.filter(({ dimensions: has }) =>
          dimensions.every((name) => filter[name] === undefined || filter[name] === has[name]),
        );
        const rows = sumCells(base, { groupBy, filter });
        for (const row of rows) {
          const same = passing.filter((cell) =>
            groupBy.every((name) => cell.dimensions[name] === row.dimensions[name]),
          );
          expect(same.length).toBeGreaterThan(0);
          expect(row.count).toBe(same.reduce((total, { count }) => total + count, 0));
        }
        const total = (list: readonly { count: number }[]): number => list.reduce((sum, { count }) => sum + count, 0);
        expect(total(rows)).toBe(total(passing));
      }),
    );
  });

  test("has each combination once, sorted by the values one dimension after the other", () => {
    fc.assert(
      fc.property(someCells, someDimensions, (base, groupBy) => {
        const rows = sumCells(base, { groupBy, filter: {} });
        // NUL comes before every character of a value, so that this compares value by value.
        const keys = rows.map((row) => groupBy.map((name) => row.dimensions[name]).join("\u0000"));
        expect(keys).toEqual([...new Set(keys)].toSorted());
      }),
    );
  });

  test("does not depend on the order of the cells and leaves them as they were", () => {
    fc.assert(
      fc.property(someCells, someDimensions, (base, groupBy) => {
        const copy = structuredClone(base);
        const rows = sumCells(base, { groupBy, filter: {} });
        expect(sumCells(base.toReversed(), { groupBy, filter: {} })).toEqual(rows);
        expect(base).toEqual(copy);
      }),
    );
  });
});

describe("hiding small cells", () => {
  test("hides every count below k and shows the others", () => {
    const cells = [0, 1, 4, 5, 6].map((count) => aCell("A", "MVZ", count));
    expect(hideSmallCells(cells, 5).map(({ count }) => count)).toEqual([null, null, null, 5, 6]);
    expect(hideSmallCells(cells, 5)[4]).toEqual(cells[4]);
    expect(cells[0]?.count).toBe(0);
  });

  test("shows nothing below k, whatever the cells", () => {
    fc.assert(
      fc.property(someCells, fc.integer({ min: 1, max: 1_000 }), (cells, k) => {
        const shown = hideSmallCells(cells, k);
        expect(shown.map((cell) => cell.dimensions)).toEqual(cells.map((cell) => cell.dimensions));
        expect(shown.map(({ count }) => count)).toEqual(cells.map(({ count }) => (count >= k ? count : null)));
      }),
    );
  });
});
