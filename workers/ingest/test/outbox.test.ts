import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ContractStore } from "../src/contract-store.ts";
import { Outbox, type OutboxPorts } from "../src/outbox.ts";
import { queueTransport } from "../src/queue-transport.ts";
import { clockAt, posted, prepareDatabase, standIn } from "./a-report.ts";

const at = "2026-11-23T10:00:00Z";

beforeAll(prepareDatabase);
beforeEach(async () => void (await standIn.fetch("https://gematik/reset")));

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
    ports: OutboxPorts;
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
    const queue = queueTransport({
      expect: async () => {
        failing("expect");
        return fail.has("late") ? "late" : "expected";
      },
      send: async ({ recordId, revision }) => {
        failing("send");
        sent.push({ recordId, revision });
      },
    });
    const ports: OutboxPorts = {
      deliver: async (message, sentAt) => (fail.has("confirmed") ? "confirmed" : await queue(message, sentAt)),
      reportUnsent: async () => void counted.push("unsent"),
      countUndeliverable: async (reason, count) => {
        failing("count");
        counted.push(`${reason} ${count}`);
      },
      logFailure: () => undefined,
    };
    const store = new ContractStore(state.storage);
    await work({ outbox: new Outbox(store, ports), store, ports, sent, fail, counted });
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

  test("forgets at once what was confirmed when it was handed over, but not a later report of the day", async () => {
    const stored = await payload();
    await withOutbox("confirmed", async ({ outbox, store, fail }) => {
      outbox.accept({ ...report, payload: stored }, new Date(at));
      fail.add("confirmed");
      const sending = outbox.forwardDay(report.day, new Date(at));
      outbox.accept({ ...report, payload: stored }, new Date(at));
      await sending;
      expect(store.outbox()).toMatchObject([{ revision: 2, state: "pending" }]);
      await outbox.forwardDay(report.day, new Date(at));
      expect(store.outbox()).toEqual([]);
      expect(store.reports()).toHaveLength(1);
    });
  });

  /** A delivery that ends when the test says so, and what was under way at the same time. */
  const slowDelivery = () => {
    const begun: number[] = [];
    const ends: (() => void)[] = [];
    let underWay = 0;
    let most = 0;
    const deliver: OutboxPorts["deliver"] = async ({ revision }) => {
      begun.push(revision);
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise<void>((resolve) => void ends.push(resolve));
      underWay -= 1;
      return "confirmed";
    };
    const endOf = async (index: number): Promise<void> => {
      await expect.poll(() => ends.length).toBe(index + 1);
      ends[index]?.();
    };
    return { deliver, endOf, begun, most: () => most };
  };

  test("a retry that falls due while the delivery is under way finds nothing left to send", async () => {
    const stored = await payload();
    await withOutbox("slow", async ({ store, ports, counted }) => {
      const { deliver, endOf, begun } = slowDelivery();
      const slow = new Outbox(store, { ...ports, deliver });
      slow.accept({ ...report, payload: stored }, new Date(at));
      const first = slow.forwardDay(report.day, new Date(at));
      const alarm = slow.forwardDue(new Date(Date.parse(at) + 30_000));
      await endOf(0);
      await Promise.all([first, alarm]);
      expect(begun).toEqual([1]);
      expect(counted).toEqual([]);
    });
  });

  test("of two reports of a day the later one is handed over last", async () => {
    const stored = await payload();
    await withOutbox("in-turn", async ({ store, ports }) => {
      const { deliver, endOf, begun, most } = slowDelivery();
      const slow = new Outbox(store, { ...ports, deliver });
      slow.accept({ ...report, payload: stored }, new Date(at));
      const first = slow.forwardDay(report.day, new Date(at));
      slow.accept({ ...report, payload: stored }, new Date(at));
      const second = slow.forwardDay(report.day, new Date(at));
      await endOf(0);
      await endOf(1);
      await Promise.all([first, second]);
      expect(begun).toEqual([1, 2]);
      expect(most()).toBe(1);
      expect(store.outbox()).toEqual([]);
    });
  });

  test("a delivery that breaks off does not hold up the one that waits for its end", async () => {
    const stored = await payload();
    await withOutbox("unblocked", async ({ store, ports, sent }) => {
      let first = true;
      const breaking = new Outbox(store, {
        ...ports,
        deliver: async (message, sentAt) => {
          if (!first) return await ports.deliver(message, sentAt);
          first = false;
          throw new Error("broken off");
        },
        logFailure: (error) => {
          throw error;
        },
      });
      breaking.accept({ ...report, payload: stored }, new Date(at));
      const broken = breaking.forwardDay(report.day, new Date(at));
      const waiting = breaking.forwardDay(report.day, new Date(at));
      await expect(broken).rejects.toThrow("broken off");
      await waiting;
      expect(sent).toHaveLength(1);
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

  test("takes a report although a count cannot be written", async () => {
    const stored = await payload();
    await withOutbox("no-count", async ({ outbox, store, fail }) => {
      outbox.accept({ ...report, payload: stored }, new Date(at));
      fail.add("count");
      await outbox.expire(new Date("2026-12-08T00:00:00Z"), undefined);
      expect(store.outbox()).toEqual([]);
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
