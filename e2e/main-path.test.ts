import type { D1Database } from "@cloudflare/workers-types";
import { aggregateSchema, receiptsPageSchema } from "@lagebild/protocol";
import { operatingDataXml, simulatedConnector } from "@lagebild/simulator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Stack, callAs, postReport, registerDevices, startStack } from "./stack.ts";

const devices = Array.from({ length: 60 }, (_, index) => simulatedConnector(3, index));
const now = new Date();
let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
  expect(await registerDevices(stack, devices)).toBe(200);
});

afterAll(async () => await stack.harness.close());

const post = async (device: (typeof devices)[number], variant = 0) => await postReport(stack, device, now, variant);

const fleet = async (query = "") => {
  const answer = await callAs(stack, `/gematik/v1/aggregates/fleet?exact=true${query}`, { role: "analyst" });
  return aggregateSchema.parse(await answer.json()).rows;
};

const untilFleetCounts = async (expected: number, query = ""): Promise<void> => {
  await expect.poll(async () => (await fleet(query))[0]?.count ?? 0, { timeout: 10_000 }).toBe(expected);
};

describe("from a Konnektor's report to a number", () => {
  test("every report of every device is counted once, by both doors", async () => {
    const statuses = await Promise.all(devices.map(async (device) => await post(device)));
    expect(new Set(statuses)).toEqual(new Set([200, 202]));
    await untilFleetCounts(devices.length);
  });

  test("the same reports once more change no number", async () => {
    await Promise.all(devices.map(async (device) => await post(device)));
    await untilRevision(2);
    expect(await fleet()).toEqual([{ count: devices.length }]);
  });

  test("a changed second report replaces the first", async () => {
    const before = (await fleet("&filter[onlineTi]=Offline"))[0]?.count ?? 0;
    const online = devices.filter((device) => operatingDataXml(device, now).includes("Online"));
    await Promise.all(online.map(async (device) => await post(device, 1)));
    await expect
      .poll(async () => (await fleet("&filter[onlineTi]=Offline"))[0]?.count ?? 0, { timeout: 10_000 })
      .not.toBe(before);
    expect(await fleet()).toEqual([{ count: devices.length }]);
  });
});

/** Waits until gematik has a revision of every record. */
const untilRevision = async (revision: number): Promise<void> => {
  const day = now.toISOString().slice(0, 10);
  const lowest = async () => {
    const answer = await callAs(stack, `/gematik/v1/receipts?day=${day}`, { role: "tenant" });
    return Math.min(...receiptsPageSchema.parse(await answer.json()).items.map((item) => item.revision));
  };
  await expect.poll(lowest, { timeout: 10_000 }).toBe(revision);
};

describe("nothing personal", () => {
  const withheld = (document: string): string[] =>
    [...document.matchAll(/<(?:\w+:)?(?:ICCSN|subject_commonName|ContractID)>([^<]+)</g)].map(
      (match) => match[1] ?? "",
    );

  test("lies in gematik's D1: no Contract ID, ICCSN, terminal ID or update mode", async () => {
    const { GEMATIK_DB } = await stack.harness.getWorker<{ GEMATIK_DB: D1Database }>("lagebild-gematik").getEnv();
    const { results: tables } = await GEMATIK_DB.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all<{
      name: string;
    }>();
    const contents: string[] = [];
    for (const { name } of tables.filter((table) => !table.name.startsWith("_"))) {
      contents.push(JSON.stringify((await GEMATIK_DB.prepare(`SELECT * FROM ${name}`).all()).results));
    }
    const text = contents.join("\n");
    expect(text).toContain("KOCOC");
    for (const value of devices.flatMap((device) => withheld(operatingDataXml(device, now))))
      expect(text).not.toContain(value);
    expect(text).not.toMatch(/CT_ID|AutoUpdate|autoUpdate|AutoDownload/);
  });

  test("stands in a log line", () => {
    const log = JSON.stringify(stack.harness.getLogs());
    for (const device of devices) expect(log).not.toContain(JSON.stringify(device.contractId).slice(1, -1));
  });
});

describe("the local entrance", () => {
  test("is healthy once all Workers are", async () => {
    expect((await callAs(stack, "/healthz")).status).toBe(200);
  });

  test.each([
    [undefined, 401],
    ["analyst", 403],
    ["monitor", 200],
  ] as const)("ticks for the monitor only: %s gets %i", async (role, status) => {
    expect((await callAs(stack, "/_local/tick", { method: "POST", ...(role ? { role } : {}) })).status).toBe(status);
  });

  test("knows no Worker that is not there", async () => {
    expect((await callAs(stack, "/kim/v1/overview", { role: "analyst" })).status).toBe(404);
  });

  test("ticks every job on the clock of the last request that moved it: 58 days later gematik's records are gone", async () => {
    const later = new Date(now.getTime() + 59 * 86_400_000).toISOString();
    expect(await fleet()).toEqual([{ count: devices.length }]);
    await callAs(stack, "/gematik/version", { at: later });
    await callAs(stack, "/_local/tick", { method: "POST", role: "monitor" });
    expect(await fleet()).toEqual([]);
  });
});
