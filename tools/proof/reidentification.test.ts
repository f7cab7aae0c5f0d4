import { beforeAll, expect, test } from "vitest";
import { matchDays } from "./reidentification-attack.ts";
import type { AttackName } from "./reidentification-attacks.ts";
import { type Column, emptyColumn, enterMark, Numbering } from "./reidentification-columns.ts";
import type { Mark } from "./reidentification-marks.ts";
import { reidentificationText } from "./reidentification-texts.de.ts";
import { proveReidentification, type Reidentification } from "./reidentification.ts";

const options = { devices: 150, days: 3, seed: 7 };
let result: Reidentification;
const progress: number[] = [];

beforeAll(async () => {
  result = await proveReidentification(options, (done, total) => progress.push(done / total));
}, 60_000);

const hitRate = (name: AttackName): number => result.attacks.get(name)?.hitRate ?? Number.NaN;

test("the attacker finds every device by a planted unique mark", () => {
  expect(hitRate("withIccsn")).toBe(1);
});

test("coarsening takes from each field most of what it tells alone", () => {
  expect(hitRate("exact connections")).toBeGreaterThan(0.85);
  expect(hitRate("sent connections")).toBeLessThan(0.2);
  expect(hitRate("exact connectorEnds")).toBeGreaterThan(0.9);
  expect(hitRate("sent connectorEnds")).toBeLessThan(0.6);
  expect(hitRate("exact terminalEnds")).toBeGreaterThan(hitRate("sent terminalEnds") + 0.05);
});

test("a record as sent is no harder to match than its parts, and no easier than an exact one", () => {
  expect(hitRate("exact")).toBeGreaterThan(0.99);
  expect(hitRate("sent")).toBeLessThanOrEqual(hitRate("exact"));
  expect(hitRate("sent")).toBeGreaterThanOrEqual(hitRate("withoutTimes"));
  expect(hitRate("withoutTimes")).toBeGreaterThan(hitRate("productAndSiteType"));
});

test("rates are shares, and nobody is followed more surely than matched", () => {
  for (const { hitRate: rate, lowest, highest, followed } of result.attacks.values()) {
    expect([lowest >= 0, lowest <= rate + 1e-9, rate <= highest + 1e-9, highest <= 1]).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(followed).toBeLessThanOrEqual(lowest + 1e-9);
  }
  expect(progress.at(-1)).toBe(1);
});

test("the same seed gives the same rates, another one other rates", async () => {
  const attacksOf = async (seed: number) =>
    (await proveReidentification({ devices: 40, days: 2, seed }, () => undefined)).attacks;
  const first = await attacksOf(7);
  expect(await attacksOf(7)).toEqual(first);
  expect(await attacksOf(8)).not.toEqual(first);
}, 60_000);

test("the text prints the hit rate before and after coarsening", () => {
  const text = reidentificationText(result);
  expect(text).toContain("150 Konnektoren, 3 Tage, Startwert 7");
  expect(text).toMatch(/vor der Vergröberung +\d+,\d\d % +\d+,\d\d %/);
  expect(text).toMatch(/nach der Vergröberung +\d+,\d\d % +\d+,\d\d %/);
  expect(text).not.toContain("NaN");
});

const texts = new Numbering();
const states = new Numbering();
states.of("");

const aColumn = (marks: readonly Mark[]): Column => {
  const column = emptyColumn(marks.length);
  for (const [record, mark] of marks.entries()) enterMark(column, record, mark, { texts, states });
  return column;
};

const attack = (before: readonly Mark[], after: readonly Mark[]): number[] => {
  const field = { from: aColumn(before), to: aColumn(after), states: states.size };
  return [...matchDays({ fields: [field], keys: [] }, before.length)];
};

const valued = (...values: readonly string[]): Mark[] => values.map((value) => ({ value }));

test("records that read the same are matched by chance", () => {
  expect(attack(valued("a", "a", "a", "a"), valued("a", "a", "a", "a"))).toEqual([0.25, 0.25, 0.25, 0.25]);
});

test("a rare value counts more than a common one, and groups share their hits", () => {
  expect(attack(valued("a", "b", "b", "c"), valued("a", "b", "b", "c"))).toEqual([1, 0.5, 0.5, 1]);
});

test("one device that changed is found as the only one left", () => {
  expect(attack(valued("a", "b", "c", "d"), valued("a", "b", "c", "new"))).toEqual([1, 1, 1, 1]);
});

test("an instant that is coarser a day later is still the same one", () => {
  const hour: Mark = { value: "Tue 03h", later: ["Tue", "week 48"] };
  const other: Mark = { value: "Mon 03h", later: ["Mon", "week 48"] };
  expect(attack([hour, other], valued("Tue", "Mon"))).toEqual([1, 1]);
  expect(attack([hour, other], valued("week 48", "week 48"))).toEqual([0.5, 0.5]);
});

test("an end that turns exact is still the same by its month", () => {
  const months: Mark[] = ["2027-01-31", "2027-02-28"].map((value) => ({ value, weak: value.slice(0, 7) }));
  const exactly: Mark[] = ["2027-01-17", "2027-02-03"].map((value) => ({ value, weak: value.slice(0, 7) }));
  expect(attack(months, exactly)).toEqual([1, 1]);
});
