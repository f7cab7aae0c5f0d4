import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { confirmDay, expectRecord } from "../src/projection-store.ts";
import {
  aDocument,
  call,
  postDocument,
  prepareDatabase,
  register,
  runJob,
  sentMessages,
  standIn,
  untilSent,
} from "./a-report.ts";

const at = "2026-11-23T10:00:00Z";

beforeEach(async () => {
  await prepareDatabase();
  await env.PROVIDER.batch(
    ["projection", "unconfirmed", "forwarding"].map((table) => env.PROVIDER.prepare(`DELETE FROM ${table}`)),
  );
});

const rows = async (table: string) => (await env.PROVIDER.prepare(`SELECT * FROM ${table}`).all()).results;

/** Posts reports whose messages gematik never sees; waits until they count as sent. */
const postedIntoTheVoid = async (...indexes: number[]) => {
  await standIn.fetch("https://gematik/reset?losing");
  await register(...indexes);
  for (const index of indexes) expect((await postDocument(aDocument(index, at), at)).status).toBe(202);
  for (let round = 0; round < 200 && (await rows("projection")).length < indexes.length; round += 1)
    await scheduler.wait(10);
  await scheduler.wait(100);
  await standIn.fetch("https://gematik/reset");
};

describe("reconciliation", () => {
  test("has only the objects send again whose record gematik does not have", async () => {
    await postedIntoTheVoid(31, 32);
    await register(33);
    await postDocument(aDocument(33, at), at);
    await untilSent((messages) => messages.length === 1);
    expect(await runJob("reconcile", "2026-11-23T10:05:00Z")).toMatchObject({ missing: 2, resent: 2, confirmed: 0 });
    const messages = await untilSent((sent) => sent.length === 3);
    expect(new Set(messages.map((message) => message.recordId)).size).toBe(3);
  });

  test("leaves alone what may still be on its way", async () => {
    await postedIntoTheVoid(34);
    expect(await runJob("reconcile", "2026-11-23T10:00:29Z")).toMatchObject({ missing: 0, resent: 0 });
  });

  test("does not confirm a day whose last record may still be on its way", async () => {
    await postedIntoTheVoid(41);
    await env.PROVIDER.prepare("UPDATE projection SET sent_at = ?").bind(Date.parse("2026-11-24T00:00:00Z")).run();
    expect(await runJob("reconcile", "2026-11-24T00:00:10Z")).toMatchObject({ missing: 0, daysConfirmed: 0 });
    expect(await rows("forwarding")).toEqual([]);
  });

  test("does not confirm a day to which a record has come since it was read", async () => {
    await postedIntoTheVoid(42);
    expect(await confirmDay(env.PROVIDER, { day: "2026-11-23", records: 0, revisions: 0 })).toBe(false);
    expect(await confirmDay(env.PROVIDER, { day: "2026-11-23", records: 1, revisions: 2 })).toBe(false);
    expect(await rows("forwarding")).toEqual([]);
    expect(await confirmDay(env.PROVIDER, { day: "2026-11-23", records: 1, revisions: 1 })).toBe(true);
  });

  test("confirms a day once it is over, and what was missing once it is found", async () => {
    await postedIntoTheVoid(35);
    await runJob("reconcile", "2026-11-23T10:05:00Z");
    await untilSent((messages) => messages.length === 1);
    expect(await rows("unconfirmed")).toHaveLength(1);
    expect(await runJob("reconcile", "2026-11-24T00:15:00Z")).toMatchObject({ confirmed: 1, daysConfirmed: 1 });
    expect(await rows("unconfirmed")).toEqual([]);
    expect(await rows("forwarding")).toMatchObject([{ confirmed_through: "2026-11-23" }]);
  });

  test("keeps a missing record beyond the confirmation of its day and sends it again ten minutes later", async () => {
    await postedIntoTheVoid(36);
    await standIn.fetch("https://gematik/reset?losing");
    expect(await runJob("reconcile", "2026-11-24T00:15:00Z")).toMatchObject({ missing: 1, daysConfirmed: 1 });
    await scheduler.wait(100);
    await standIn.fetch("https://gematik/reset");
    expect(await runJob("reconcile", "2026-11-24T00:20:00Z")).toMatchObject({ resent: 0 });
    expect(await runJob("reconcile", "2026-11-24T00:25:00Z")).toMatchObject({ resent: 1 });
    await untilSent((messages) => messages.length === 1);
    expect(await runJob("reconcile", "2026-11-24T00:40:00Z")).toMatchObject({ confirmed: 1, resent: 0 });
  });

  test("notices that only the newer report of a day is missing", async () => {
    await register(37);
    await postDocument(aDocument(37, at), at);
    await untilSent((messages) => messages.length === 1);
    const [first] = await sentMessages();
    await env.PROVIDER.prepare("UPDATE projection SET revision = 2").run();
    expect(await runJob("reconcile", "2026-11-23T10:05:00Z")).toMatchObject({ missing: 1 });
    expect(first?.revision).toBe(1);
    await untilSent((messages) => messages.length === 2);
  });

  test("watches a report that comes for a day which is confirmed already", async () => {
    await runJob("reconcile", "2026-11-25T00:15:00Z");
    await env.PROVIDER.prepare("INSERT INTO forwarding (id, confirmed_through) VALUES (1, '2026-11-24')").run();
    await register(38);
    await postDocument(aDocument(38, at), at);
    await untilSent((messages) => messages.length === 1);
    for (let round = 0; round < 100 && (await rows("unconfirmed")).length === 0; round += 1) await scheduler.wait(10);
    expect(await rows("unconfirmed")).toHaveLength(1);
    expect(await runJob("reconcile", "2026-11-25T00:15:00Z")).toMatchObject({ confirmed: 1 });
  });

  test("does not walk through days that nothing is expected of any more", async () => {
    await env.PROVIDER.prepare("INSERT INTO forwarding (id, confirmed_through) VALUES (1, '2026-11-23')").run();
    expect(await runJob("reconcile", "2099-12-31T23:00:00Z")).toMatchObject({ daysConfirmed: 11 });
  });

  test("fails and confirms nothing when gematik gives no answer", async () => {
    await postedIntoTheVoid(39);
    await standIn.fetch("https://gematik/reset?refusing");
    const answer = await call("/_local/jobs/reconcile", {
      method: "POST",
      role: "monitor",
      at: "2026-11-24T00:15:00Z",
    });
    expect(answer.status).toBe(500);
    expect(await rows("forwarding")).toEqual([]);
    expect(await rows("unconfirmed")).toEqual([]);
  });
});

test("an earlier revision that reaches the projection late does not take the later one's place", async () => {
  const record = { day: "2026-11-23", recordId: "a".repeat(32), objectName: "b".repeat(64), sentAt: Date.parse(at) };
  await expectRecord(env.PROVIDER, { ...record, revision: 2 });
  await expectRecord(env.PROVIDER, { ...record, revision: 1 });
  expect(await rows("projection")).toMatchObject([{ revision: 2 }]);
});

test("the projection goes 12 days after its day", async () => {
  await postedIntoTheVoid(40);
  expect(await runJob("expire", "2026-12-04T23:59:00Z")).toMatchObject({ deleted: 0 });
  expect(await runJob("expire", "2026-12-05T00:00:00Z")).toMatchObject({ deleted: 1 });
  expect(await rows("projection")).toEqual([]);
});
