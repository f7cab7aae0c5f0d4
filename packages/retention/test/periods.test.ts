import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Store, firstKeptDay, overdueFrom, reportExpiresAt, reportsOverdueUntil, utcDay } from "../src/index.ts";

const dayMs = 86_400_000;
const stores: readonly Store[] = ["projection", "record", "receipt", "outbox"];

describe("what came on 2026-11-23 is kept", () => {
  test("in a contract's object for 6 weeks, counted from its receipt to the millisecond", () => {
    const receivedAt = new Date("2026-11-23T06:55:10.123Z");
    expect(reportExpiresAt(receivedAt)).toEqual(new Date("2027-01-04T06:55:10.123Z"));
    expect(reportsOverdueUntil(new Date("2027-01-04T06:55:10.123Z"))).toEqual(receivedAt);
  });

  test.each([
    ["projection", "12 days: with the 30 that Cloudflare can restore, 6 weeks", "2026-12-05T00:00:00Z"],
    ["record", "58 days: with the 30 that Cloudflare can restore, less than 3 months", "2027-01-20T00:00:00Z"],
    ["receipt", "as long as a record of that day is still taken: its day and 14 more", "2026-12-08T00:00:00Z"],
    ["outbox", "as long as gematik takes it: its day and 14 more", "2026-12-08T00:00:00Z"],
  ] as const)("as %s for %s", (store, _reason, overdue) => {
    expect(overdueFrom(store, "2026-11-23")).toEqual(new Date(overdue));
    const lastDay = utcDay(new Date(Date.parse(overdue) - 1));
    expect(firstKeptDay(store, lastDay)).toBe("2026-11-23");
    expect(firstKeptDay(store, utcDay(new Date(overdue)))).toBe("2026-11-24");
  });

  test("as projection at most 6 weeks and as record less than the shortest 3 months, restoring included", () => {
    const longestMs = (store: Store): number =>
      overdueFrom(store, "2026-11-23").getTime() + 30 * dayMs - Date.parse("2026-11-23T00:00:00Z");
    expect(longestMs("projection")).toBeLessThanOrEqual(42 * dayMs);
    // From 1 February to 1 May of a common year.
    expect(longestMs("record")).toBeLessThan(89 * dayMs);
  });
});

describe("the two questions about a period", () => {
  const instants = fc.date({ min: new Date("2024-01-01"), max: new Date("2032-12-31"), noInvalidDate: true });

  test("agree: a day is kept at an instant exactly until it becomes overdue", () => {
    fc.assert(
      fc.property(fc.constantFrom(...stores), instants, fc.integer({ min: -70, max: 1 }), (store, now, age) => {
        const day = utcDay(new Date(now.getTime() + age * dayMs));
        expect(day >= firstKeptDay(store, utcDay(now))).toBe(now < overdueFrom(store, day));
      }),
      { numRuns: 1_000 },
    );
  });

  test("agree for reports: one is overdue exactly when its time to expire has come", () => {
    fc.assert(
      fc.property(instants, instants, (receivedAt, now) => {
        expect(receivedAt <= reportsOverdueUntil(now)).toBe(reportExpiresAt(receivedAt) <= now);
      }),
    );
  });
});
