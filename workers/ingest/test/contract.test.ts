import { env } from "cloudflare:workers";
import { listDurableObjectIds, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ContractStore } from "../src/contract-store.ts";
import { aDocument, clockAt, postDocument, posted, prepareDatabase, untilSent, standIn } from "./a-report.ts";

const at = "2026-11-23T10:00:00Z";
const hourMs = 3_600_000;
const sixWeeksMs = 42 * 24 * hourMs;

beforeAll(prepareDatabase);
beforeEach(async () => void (await standIn.fetch("https://gematik/reset")));

describe("six weeks", () => {
  test("a report is there one second before 42 × 24 h have passed and gone after them", async () => {
    const object = await posted(21, at);
    const received = Date.parse(at);
    const { reports } = await object.read(clockAt(received + sixWeeksMs - 1000));
    expect(reports.map(({ day }) => day)).toEqual(["2026-11-23"]);
    const later = await object.read(clockAt(received + sixWeeksMs));
    expect(later.reports).toEqual([]);
  });

  test("the count starts with the receipt of the replacing report", async () => {
    const object = await posted(22, at);
    await postDocument(aDocument(22, "2026-11-23T20:00:00Z", 1), "2026-11-23T20:00:00Z");
    const { reports } = await object.read(clockAt(Date.parse(at) + sixWeeksMs));
    expect(reports.map(({ revision }) => revision)).toEqual([2]);
  });

  test("the alarm deletes without anyone asking, and the empty object is gone as a whole", async () => {
    const object = await posted(23, at);
    const before = (await listDurableObjectIds(env.CONTRACT)).length;
    await runInDurableObject(object, async (_instance, state) => {
      new ContractStore(state.storage).setClockOffset(Date.parse(at) + sixWeeksMs - Date.now());
    });
    expect(await runDurableObjectAlarm(object)).toBe(true);
    await runInDurableObject(object, async (_instance, state) => {
      const tables = state.storage.sql.exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf%' ESCAPE '\\'");
      expect(tables.toArray()).toEqual([]);
      expect(await state.storage.getAlarm()).toBeNull();
    });
    expect((await listDurableObjectIds(env.CONTRACT)).length).toBeLessThanOrEqual(before);
  });

  test("an older report keeps its own deadline when a newer one comes", async () => {
    const object = await posted(24, at);
    await postDocument(aDocument(24, "2026-12-24T10:00:00Z"), "2026-12-24T10:00:00Z");
    const { reports } = await object.read(clockAt(Date.parse(at) + sixWeeksMs));
    expect(reports.map(({ day }) => day)).toEqual(["2026-12-24"]);
  });
});

describe("the object", () => {
  test("stores the elements of table 1 and neither Contract ID nor card numbers nor names", async () => {
    const object = await posted(25, at);
    const [report] = (await object.read(clockAt(at))).reports;
    const document = aDocument(25, at);
    const withheld = [
      ...document.matchAll(
        /<(?:\w+:)?(ICCSN|subject_commonName|serialNumber|ContractID|ProductVendorName|ProductName)>([^<]+)</g,
      ),
    ];
    expect(withheld.length).toBeGreaterThan(10);
    for (const [, name, value] of withheld) expect(report?.payload, name).not.toContain(value);
    expect(report?.payload).toContain("updateMode");
  });

  test("keeps the recordId of its day although the key has changed", async () => {
    const object = await posted(26, at);
    const [before] = (await object.read(clockAt(at))).reports;
    const other = { day: "2026-11-23", recordId: "f".repeat(32), payload: before?.payload ?? "" };
    await object.recordReport(other, clockAt(at), undefined);
    const [after] = (await object.read(clockAt(at))).reports;
    expect(after).toMatchObject({ recordId: before?.recordId, revision: 2 });
  });

  test("forgets a sent row once its day is confirmed, with the next post", async () => {
    const object = await posted(27, at);
    await postDocument(aDocument(27, "2026-11-24T10:00:00Z"), "2026-11-24T10:00:00Z");
    await untilSent((messages) => messages.length === 2);
    expect((await object.read(clockAt("2026-11-24T10:00:01Z"))).outbox).toHaveLength(2);
    const [report] = (await object.read(clockAt(at))).reports;
    await object.recordReport(
      { day: "2026-11-25", recordId: "e".repeat(32), payload: report?.payload ?? "" },
      clockAt("2026-11-25T10:00:00Z"),
      "2026-11-23",
    );
    const { outbox } = await object.read(clockAt("2026-11-25T10:00:01Z"));
    expect(outbox.map(({ day }) => day)).toEqual(["2026-11-24", "2026-11-25"]);
  });
});
