import { describe, expect, test } from "vitest";
import { aggregateSchema, daySchema, receiptsPageSchema, tenantSchema } from "../src/index.ts";

describe("a day", () => {
  test.each(["2026-11-23", "2028-02-29"])("%s is accepted", (day) => {
    expect(daySchema.safeParse(day).success).toBe(true);
  });

  test.each(["2026-02-29", "2026-2-3", "23.11.2026", "2026-11-23T00:00:00Z", "", " 2026-11-23"])(
    "%j is refused",
    (day) => {
      expect(daySchema.safeParse(day).success).toBe(false);
    },
  );
});

describe("a tenant", () => {
  test.each(["ab", "provider1", `a${"b".repeat(30)}`])("%s is accepted", (tenant) => {
    expect(tenantSchema.safeParse(tenant).success).toBe(true);
  });

  test.each(["a", "1a", "Ab", "a-b", "ä1", "", `a${"b".repeat(31)}`, "ab\n"])(
    "%j is refused: it names a queue",
    (tenant) => {
      expect(tenantSchema.safeParse(tenant).success).toBe(false);
    },
  );
});

describe("a page of receipts", () => {
  const page = { day: "2026-11-23", items: [{ recordId: "a".repeat(32), revision: 2 }], stored: 1, rejected: [] };

  test("holds record ids and revisions and nothing else", () => {
    expect(receiptsPageSchema.parse({ ...page, nextCursor: "x" })).toMatchObject(page);
    const told = { ...page, items: [{ recordId: "a".repeat(32), revision: 2, contractId: "1" }] };
    expect(receiptsPageSchema.safeParse(told).success).toBe(false);
    expect(receiptsPageSchema.safeParse({ ...page, tenant: "ab" }).success).toBe(false);
  });

  test("has a bound", () => {
    const items = Array.from({ length: 10_001 }, () => ({ recordId: "a".repeat(32), revision: 1 }));
    expect(receiptsPageSchema.safeParse({ ...page, items }).success).toBe(false);
    expect(receiptsPageSchema.safeParse({ ...page, items: items.slice(1) }).success).toBe(true);
  });
});

describe("an aggregate", () => {
  const aggregate = {
    cube: "fleet",
    from: "2026-11-23",
    to: "2026-11-23",
    groupBy: ["vendor"],
    coverage: { tenantsReporting: 1, tenantsKnown: 2 },
    rows: [
      { vendor: "XMPLE", count: 7 },
      { vendor: "OTHER", count: null },
    ],
  };

  test("shows a hidden count as null", () => {
    expect(aggregateSchema.parse(aggregate)).toEqual(aggregate);
  });

  test.each([
    ["a dimension that the cube does not have", { groupBy: ["contractId"] }],
    ["another cube", { cube: "contracts" }],
    ["one key too many", { contractId: "1" }],
  ])("is refused with %s", (_case, change) => {
    expect(aggregateSchema.safeParse({ ...aggregate, ...change }).success).toBe(false);
  });
});
