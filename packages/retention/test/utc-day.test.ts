import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, daysBetween, utcDay } from "../src/index.ts";

const someDay = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((instant) => utcDay(instant));

describe("a UTC day", () => {
  test.each([
    ["2026-11-23T00:00:00.000Z", "2026-11-23"],
    ["2026-11-23T23:59:59.999Z", "2026-11-23"],
    ["2026-11-24T00:30:00+01:00", "2026-11-23"],
    ["2026-12-31T23:30:00-01:00", "2027-01-01"],
  ])("of %s is %s", (instant, day) => {
    expect(utcDay(new Date(instant))).toBe(day);
  });

  test.each([
    ["2026-11-30", 1, "2026-12-01"],
    ["2026-12-31", 1, "2027-01-01"],
    ["2027-02-28", 1, "2027-03-01"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2028-02-28", 2, "2028-03-01"],
    ["2100-02-28", 1, "2100-03-01"],
    ["2026-03-28", 2, "2026-03-30"],
    ["2026-10-24", 2, "2026-10-26"],
    ["2027-01-01", -1, "2026-12-31"],
    ["2028-03-01", -1, "2028-02-29"],
    ["2026-11-23", 0, "2026-11-23"],
    ["2026-11-23", 365, "2027-11-23"],
  ])("%s and %i days make %s", (day, days, expected) => {
    expect(addDays(day, days)).toBe(expected);
    expect(daysBetween(day, expected)).toBe(days);
  });

  test("goes on and back by the same number of days", () => {
    fc.assert(
      fc.property(someDay, fc.integer({ min: -10_000, max: 10_000 }), (day, days) => {
        const other = addDays(day, days);
        expect(daysBetween(day, other)).toBe(days);
        expect(addDays(other, -days)).toBe(day);
        expect(other > day).toBe(days > 0);
      }),
    );
  });
});
