import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coarsenEnd, coarsenInstant, toMinute } from "../src/coarsening.ts";

describe("an instant", () => {
  // 2026-11-25 is a Wednesday.
  const at = new Date("2026-11-25T10:20:30Z");
  test.each([
    ["now", "2026-11-25T10:20:30Z", "2026-11-25T10:00:00Z"],
    ["ahead, as a wrong clock says", "2026-11-25T23:59:59Z", "2026-11-25T23:00:00Z"],
    ["48 h old", "2026-11-23T10:20:30Z", "2026-11-23T10:00:00Z"],
    ["48 h and a second old", "2026-11-23T10:20:29Z", "2026-11-23T00:00:00Z"],
    ["7 days old", "2026-11-18T10:20:30Z", "2026-11-18T00:00:00Z"],
    ["7 days and a second old, on a Wednesday", "2026-11-18T10:20:29Z", "2026-11-16T00:00:00Z"],
    ["on the last second of a week", "2026-11-15T23:59:59Z", "2026-11-09T00:00:00Z"],
    ["on the first second of a week", "2026-11-09T00:00:00Z", "2026-11-09T00:00:00Z"],
    ["in a week across the year's end", "2026-01-01T12:00:00Z", "2025-12-29T00:00:00Z"],
    ["in a week across a leap day", "2024-03-03T12:00:00Z", "2024-02-26T00:00:00Z"],
    ["before 1970", "1969-12-31T23:59:59Z", "1969-12-29T00:00:00Z"],
    ["never, as a device's zero says", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"],
  ])("%s becomes an hour, a day or a Monday", (_case, instant, expected) => {
    expect(coarsenInstant(instant, at)).toBe(expected);
  });

  test("becomes earlier by less than its step, and a coarsened one stays as it is at the same time", () => {
    const instants = fc.date({ min: new Date("1990-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(instants, instants, (instant, seenAt) => {
        const coarse = Date.parse(coarsenInstant(instant.toISOString(), seenAt));
        const age = seenAt.getTime() - instant.getTime();
        const hours = age <= 48 * 3_600_000 ? 1 : age <= 7 * 24 * 3_600_000 ? 24 : 7 * 24;
        const dropped = instant.getTime() - coarse;
        expect(dropped).toBeGreaterThanOrEqual(0);
        expect(dropped).toBeLessThan(hours * 3_600_000);
        expect(coarse % 3_600_000).toBe(0);
        expect(hours < 7 * 24 || new Date(coarse).getUTCDay() === 1).toBe(true);
      }),
    );
  });

  test("of a trust list keeps its minute", () => {
    expect(toMinute("2026-11-20T10:30:59Z")).toBe("2026-11-20T10:30:00Z");
  });
});

describe("the end of a certificate", () => {
  const at = new Date("2026-11-23T23:59:59Z");
  test.each([
    ["over for years", "2020-05-04", "2020-05-04"],
    ["yesterday", "2026-11-22", "2026-11-22"],
    ["today", "2026-11-23", "2026-11-23"],
    ["60 days ahead", "2027-01-22", "2027-01-22"],
    ["61 days ahead", "2027-01-23", "2027-01-31"],
    ["on the last of a month", "2027-04-30", "2027-04-30"],
    ["in a February", "2027-02-01", "2027-02-28"],
    ["in a February of a leap year", "2028-02-01", "2028-02-29"],
    ["in December", "2027-12-01", "2027-12-31"],
    ["never (RFC 5280, 4.1.2.5)", "9999-12-31", "9999-12-31"],
  ])("%s stays exact or becomes the last day of its month", (_case, end, expected) => {
    expect(coarsenEnd(end, at)).toBe(expected);
  });

  test("is the same at every time of a day", () => {
    for (const end of ["2027-01-22", "2027-01-23"]) {
      expect(coarsenEnd(end, new Date("2026-11-23T00:00:00Z"))).toBe(coarsenEnd(end, at));
    }
  });
});
