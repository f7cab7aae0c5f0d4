import { env } from "cloudflare:workers";
import { listDurableObjectIds, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { objectNameOf } from "../src/contract-names.ts";
import { ContractStore } from "../src/contract-store.ts";
import { Outbox, type OutboxPorts } from "../src/outbox.ts";
import { aConnector, aDocument, postDocument, prepareDatabase, register, untilSent } from "./a-report.ts";

const at = "2026-11-23T10:00:00Z";
const hourMs = 3_600_000;
const sixWeeksMs = 42 * 24 * hourMs;

beforeAll(prepareDatabase);
beforeEach(async () => void (await env.GEMATIK.fetch("https://gematik/reset")));

const clockAt = (instant: string | number) => {
  const now = new Date(instant);
  return { now, offsetMs: now.getTime() - Date.now() };
};

const objectOf = async (index: number) => {
  const key = (env as unknown as { CONTRACT_NAME_KEY: string }).CONTRACT_NAME_KEY;
  return env.CONTRACT.getByName(await objectNameOf(aConnector(index).contractId, key));
};

/** Posts a report and waits until it is on its way, so that nothing runs in the background any more. */
const posted = async (index: number, instant: string) => {
  await register(index);
  expect((await postDocument(aDocument(index, instant), instant)).status).toBe(202);
  await untilSent((messages) => messages.length > 0);
  return await objectOf(index);
};

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

interface Sent {
  readonly recordId: string;
  readonly revision: number;
}

/** An outbox on a real object's storage, whose way to gematik a test can break. */
const withOutbox = async (
  name: string,
  work: (tools: {
    outbox: Outbox;
    store: ContractStore;
    sent: Sent[];
    fail: Set<string>;
    counted: string[];
  }) => Promise<void>,
) => {
  await runInDurableObject(env.CONTRACT.getByName(name), async (_instance, state) => {
    const [sent, counted, fail]: [Sent[], string[], Set<string>] = [[], [], new Set()];
    const failing = (step: string) => {
      if (fail.has(step)) throw new Error(`${step} is broken`);
    };
    const ports: OutboxPorts = {
      expect: async () => {
        failing("expect");
        return fail.has("late") ? "late" : "expected";
      },
      send: async ({ recordId, revision }) => {
        failing("send");
        sent.push({ recordId, revision });
      },
      reportUnsent: async () => void counted.push("unsent"),
      countUndeliverable: async (reason, count) => void counted.push(`${reason} ${count}`),
      logFailure: () => undefined,
    };
    const store = new ContractStore(state.storage);
    await work({ outbox: new Outbox(store, ports), store, sent, fail, counted });
    await state.storage.deleteAll();
  });
};

const payload = async (): Promise<string> => {
  const object = await posted(28, at);
  return (await object.read(clockAt(at))).reports[0]?.payload ?? "";
};

describe("the outbox", () => {
  const report = { day: "2026-11-23", recordId: "a".repeat(32) };

  test("goes on from where it stopped: stored but not sent is sent when due", async () => {
    const stored = await payload();
    await withOutbox("crash", async ({ outbox, sent }) => {
      outbox.accept({ ...report, payload: stored }, new Date(at));
      await outbox.forwardDue(new Date(at));
      expect(sent).toEqual([]);
      await outbox.forwardDue(new Date(Date.parse(at) + 30_000));
      expect(sent).toEqual([{ recordId: report.recordId, revision: 1 }]);
    });
  });

  test.each(["expect", "send"])(
    "tries again, ever more rarely, while %s fails, and says that it waits",
    async (step) => {
      const stored = await payload();
      await withOutbox(`retry-${step}`, async ({ outbox, store, sent, fail, counted }) => {
        outbox.accept({ ...report, payload: stored }, new Date(at));
        fail.add(step);
        let now = Date.parse(at);
        const waits: number[] = [];
        for (let attempt = 0; attempt < 9; attempt += 1) {
          await outbox.forwardDay(report.day, new Date(now));
          const next = store.nextSendAt() ?? 0;
          waits.push((next - now) / 1000);
          now = next;
        }
        expect(waits).toEqual([30, 60, 120, 240, 480, 960, 1920, 3600, 3600]);
        expect(counted).toEqual(Array.from({ length: 9 }, () => "unsent"));
        fail.clear();
        await outbox.forwardDue(new Date(now));
        expect(sent).toHaveLength(1);
        expect(store.outbox()).toMatchObject([{ state: "sent" }]);
      });
    },
  );

  test("a report that comes while the earlier one is being sent stays pending", async () => {
    const stored = await payload();
    await withOutbox("overtaken", async ({ outbox, store }) => {
      outbox.accept({ ...report, payload: stored }, new Date(at));
      const sending = outbox.forwardDay(report.day, new Date(at));
      outbox.accept({ ...report, payload: stored }, new Date(at));
      await sending;
      expect(store.outbox()).toMatchObject([{ revision: 2, state: "pending" }]);
    });
  });

  test("what is sent after its day was confirmed stays until a receipt is found", async () => {
    const stored = await payload();
    await withOutbox("late", async ({ outbox, store, fail }) => {
      outbox.accept({ ...report, payload: stored }, new Date(at));
      fail.add("late");
      await outbox.forwardDay(report.day, new Date(at));
      await outbox.expire(new Date(at), "2026-11-23");
      expect(store.outbox()).toMatchObject([{ state: "unconfirmed" }]);
    });
  });

  test("drops and counts what could not be delivered in 14 days", async () => {
    const stored = await payload();
    await withOutbox("undeliverable", async ({ outbox, store, counted }) => {
      outbox.accept({ ...report, payload: stored }, new Date(at));
      await outbox.expire(new Date("2026-12-07T23:59:59Z"), undefined);
      expect(store.outbox()).toHaveLength(1);
      await outbox.expire(new Date("2026-12-08T00:00:00Z"), undefined);
      expect(store.outbox()).toEqual([]);
      expect(counted).toEqual(["too-old 1"]);
      expect(store.reports()).toHaveLength(1);
    });
  });

  test("drops and counts a record that no message can hold", async () => {
    const parsed = JSON.parse(await payload()) as { data: { terminals: unknown[] } };
    const product = {
      vendor: "INGHC",
      product: "ORGA6100",
      hardware: "1.2.0",
      firmware: "3.8.2",
      productTypeVersion: "1.5.0",
    };
    parsed.data.terminals = Array.from({ length: 2000 }, (_, index) => ({
      product: { ...product, firmware: `${index % 900}.${Math.floor(index / 900)}.1` },
      certificateEnds: ["2027-01-01"],
    }));
    await withOutbox("too-large", async ({ outbox, sent, counted }) => {
      outbox.accept({ ...report, payload: JSON.stringify(parsed) }, new Date(at));
      await outbox.forwardDay(report.day, new Date(at));
      expect(sent).toEqual([]);
      expect(counted).toEqual(["too-large 1"]);
    });
  });

  test("takes back everything if storing fails half-way", async () => {
    await withOutbox("half", async ({ outbox, store }) => {
      const broken = { ...report, payload: undefined as unknown as string };
      expect(() => outbox.accept(broken, new Date(at))).toThrow();
      expect(store.outbox()).toEqual([]);
    });
  });
});
