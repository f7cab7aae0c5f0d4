import type { D1Database } from "@cloudflare/workers-types";
import { readHardenedXml } from "@lagebild/operating-data";
import { aggregateSchema, receiptsPageSchema } from "@lagebild/protocol";
import { operatingDataXml, registerCsv, simulatedConnector } from "@lagebild/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type WishedRequest, asRequested } from "../workers/testing/token.ts";
import { type Stack, callAs, postReport, registerDevices, startStack, uploadingWorker } from "./stack.ts";
import { type UploadReceiver, startUploadReceiver } from "./upload-receiver.ts";

const now = new Date();
const tomorrow = new Date(now.getTime() + 86_400_000);
const queued = Array.from({ length: 12 }, (_, index) => simulatedConnector(5, index));
const uploaded = Array.from({ length: 12 }, (_, index) => simulatedConnector(6, index));
let receiver: UploadReceiver;
let stack: Stack;

beforeAll(async () => {
  receiver = await startUploadReceiver();
  stack = await startStack(receiver.url);
});

afterAll(async () => {
  await stack.harness.close();
  await receiver.close();
});

/** Calls the Worker of the tenant that uploads. */
const callUploading = async (path: string, init: WishedRequest): Promise<{ status: number; text: string }> => {
  const { headers, method, body } = asRequested(init);
  const answer = await stack.harness.getWorker(uploadingWorker).fetch(`https://ingest${path}`, {
    method: method ?? "GET",
    headers: Object.fromEntries(headers),
    ...(typeof body === "string" ? { body } : {}),
  });
  return { status: answer.status, text: await answer.text() };
};

const postUploading = async (device: (typeof uploaded)[number], variant = 0, at = now): Promise<number> => {
  const headers = { "content-type": "application/xml" };
  const body = operatingDataXml(device, at, variant);
  const request = { method: "POST", role: "connector", at: at.toISOString(), headers, body };
  return (await callUploading("/v1/operating-data", request)).status;
};

describe("two providers, one by queue and one by upload", () => {
  test("both have every report of theirs arrive once, in its latest revision, through all troubles", async () => {
    const body = registerCsv(uploaded);
    const headers = { "content-type": "text/csv" };
    expect((await callUploading("/v1/contracts", { method: "POST", role: "operator", headers, body })).status).toBe(
      200,
    );
    expect(await registerDevices(stack, queued)).toBe(200);
    const statuses = await Promise.all([
      ...queued.map(async (device) => await postReport(stack, device, now)),
      ...uploaded.map(async (device) => await postUploading(device)),
    ]);
    expect(statuses.every((status) => status === 200 || status === 202)).toBe(true);
    // A changed report of some devices comes while the first may still be on its way.
    expect(await Promise.all(uploaded.slice(0, 4).map(async (device) => await postUploading(device, 1)))).toEqual(
      Array(4).fill(202),
    );
    // The next day's reports move the objects' clocks, so that what waits is due.
    await expect.poll(receiver.failures, { timeout: 10_000 }).toBe(7);
    const next = await Promise.all(uploaded.map(async (device) => await postUploading(device, 0, tomorrow)));
    expect(next).toEqual(Array(12).fill(202));
    const revisionsOf = (day: Date) =>
      [...receiver.stored]
        .filter(([key]) => key.startsWith(day.toISOString().slice(0, 10)))
        .map(([, { revision }]) => revision)
        .toSorted((a, b) => a - b);
    const poll = { timeout: 20_000, interval: 100 };
    await expect.poll(() => revisionsOf(now), poll).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2]);
    await expect.poll(() => revisionsOf(tomorrow), poll).toEqual(Array(12).fill(1));
    expect(receiver.complaints).toEqual([]);
  });

  test("what was uploaded names nobody", () => {
    const documents = [...receiver.stored.values()].map(({ document }) => document);
    for (const document of documents) {
      const read = readHardenedXml(document);
      expect(read.ok && uploaded.map(({ siteType }) => siteType)).toContain(read.ok && read.value.siteType);
      for (const { contractId, certificates } of uploaded) {
        expect(document).not.toContain(contractId);
        for (const { iccsn } of certificates.certificates) expect(document).not.toContain(iccsn);
      }
    }
  });

  test("nothing waits any more, and the day is reconciled without asking gematik", async () => {
    const metric = async (name: string) => {
      const { text } = await callUploading("/metrics", { role: "monitor" });
      return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
    };
    await expect.poll(async () => await metric("lagebild_outbox_waiting"), { timeout: 10_000 }).toBe(0);
    expect(await metric("lagebild_forwarded_today")).toBe(uploaded.length);
    const at = tomorrow.toISOString();
    const job = await callUploading("/_local/jobs/reconcile", { method: "POST", role: "monitor", at });
    expect(JSON.parse(job.text)).toMatchObject({ missing: 0, resent: 0, daysConfirmed: 1 });
  });

  test("gematik's own numbers are those of the queue alone", async () => {
    const count = async () => {
      const answer = await callAs(stack, "/gematik/v1/aggregates/fleet?exact=true&groupBy=tenant", { role: "analyst" });
      return aggregateSchema.parse(await answer.json()).rows;
    };
    await expect.poll(count, { timeout: 10_000 }).toEqual([{ tenant: "demo", count: queued.length }]);
    const day = now.toISOString().slice(0, 10);
    const receipts = await callAs(stack, `/gematik/v1/receipts?day=${day}`, { role: "tenant" });
    expect(receiptsPageSchema.parse(await receipts.json()).stored).toBe(queued.length);
    const { GEMATIK_DB } = await stack.harness.getWorker<{ GEMATIK_DB: D1Database }>("lagebild-gematik").getEnv();
    const { results } = await GEMATIK_DB.prepare("SELECT value FROM dictionary WHERE kind = 'tenant'").all();
    expect(results).toEqual([{ value: "demo" }]);
  });
});
