import { describe, expect, test } from "vitest";
import { readClock } from "../src/clock.ts";

const realNow = new Date("2026-11-23T08:00:00Z");

describe("the clock of a request", () => {
  test("is real time without the header", () => {
    expect(readClock(undefined, realNow)).toEqual({ now: realNow, offsetMs: 0 });
  });

  test.each([
    ["2026-11-23T08:00:00Z", 0],
    ["2026-11-23T08:00:01Z", 1_000],
    ["2026-11-23T08:00:00.5Z", 500],
    ["2026-11-23T08:00:00.123456Z", 123],
    ["2026-11-23T08:01Z", 60_000],
    ["2026-11-23T08:00:00+01:00", -3_600_000],
    ["2026-11-22T23:00:00-09:30", 1_800_000],
    ["2027-01-04T08:00:00Z", 42 * 86_400_000],
    ["2028-02-29T08:00:00Z", 463 * 86_400_000],
  ])("moved to %s is %i ms away from real time", (header, offsetMs) => {
    expect(readClock(header, realNow)).toEqual({ now: new Date(realNow.getTime() + offsetMs), offsetMs });
  });

  test.each([
    "",
    "now",
    "0",
    "1795420800000",
    "2026-11-23",
    "2026-11-23T08:00:00",
    "2026-11-23 08:00:00Z",
    "23.11.2026 08:00",
    "2026-13-01T00:00:00Z",
    "2026-11-32T00:00:00Z",
    "2026-11-23T25:00:00Z",
    "2026-11-23T08:60:00Z",
    "2026-11-23T08:00:00+99:00",
    "2026-11-23T08:00:00.1234567890Z",
    "2019-12-31T23:59:59Z",
    "2100-01-01T00:00:00Z",
    "2099-12-31T23:00:00-02:00",
    "9999-12-31T23:59:59-14:00",
    "0000-01-01T00:00:00Z",
    "+002026-11-23T08:00:00Z",
    "2026-11-23T08:00:00Z\n",
    "2026-02-30T08:00:00Z",
  ])("is none for %j", (header) => {
    expect(readClock(header, realNow)).toBeUndefined();
  });
});
