import { env } from "cloudflare:workers";
import { type OperatingData, buildRecord, readHardenedXml, readOperatingData } from "@lagebild/operating-data";
import type { OperatingRecordMessage } from "@lagebild/protocol";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { confirmedRecords, markConfirmed, markUnsent } from "../src/projection-store.ts";
import { reconcile } from "../src/reconcile.ts";
import type { HandedOver } from "../src/transport.ts";
import { type UploadTarget, uploadTransport } from "../src/upload-transport.ts";
import { aConnector, aDocument, prepareDatabase } from "./a-report.ts";

const at = new Date("2026-11-23T10:00:00Z");
const target: UploadTarget = { url: "https://bde.example/upload", ci: "CI-0000042", token: "test-token-of-uploader" };

const dataOf = (index: number): OperatingData => {
  const read = readOperatingData(aDocument(index, at.toISOString()));
  if (!read.ok) throw new Error(read.error.code);
  return read.value.data;
};

const aMessage = (index: number, revision = 1): OperatingRecordMessage => ({
  version: 1,
  recordId: index.toString(16).padStart(32, "0"),
  day: "2026-11-23",
  revision,
  record: buildRecord(dataOf(index), "MVZ", at),
});

/** gematik's side, which takes nothing that deviates from the specification by a letter (facts 2.2). */
const strictFake = (answers: readonly (number | "no answer")[]) => {
  const requests: Request[] = [];
  const bodies: string[] = [];
  const fetch = async (url: string, init: RequestInit): Promise<Response> => {
    const request = new Request(url, init);
    const answer = answers[requests.length] ?? 200;
    requests.push(request.clone());
    bodies.push(await request.text());
    if (answer === "no answer") throw new TypeError("connection refused");
    if (init.signal?.aborted) throw init.signal.reason;
    return new Response(answer === 204 ? null : "ignored", { status: answer });
  };
  return { fetch, requests, bodies };
};

const upload = async (fake: ReturnType<typeof strictFake>, message: OperatingRecordMessage, to = target) => {
  const confirmed: HandedOver[] = [];
  const refusals: number[] = [];
  const ports = {
    fetch: fake.fetch,
    noteConfirmed: async (record: HandedOver) => void confirmed.push(record),
    logRefusal: (status: number) => void refusals.push(status),
  };
  const outcome = await uploadTransport(to, ports)(message, at).catch((error: unknown) => error);
  return { outcome, confirmed, refusals };
};

describe("an upload", () => {
  test("is one document by POST with the headers of A_23107 and our own", async () => {
    const fake = strictFake([]);
    const { outcome, confirmed } = await upload(fake, aMessage(51, 3));
    expect(outcome).toBe("confirmed");
    expect(confirmed).toEqual([
      { day: "2026-11-23", recordId: aMessage(51).recordId, revision: 3, sentAt: at.getTime() },
    ]);
    const [request] = fake.requests;
    expect(request).toMatchObject({ method: "POST", url: target.url, redirect: "manual" });
    expect(Object.fromEntries(request?.headers ?? [])).toEqual({
      "content-type": 'text/xml; charset="utf-8"',
      "accept-encoding": "gzip, deflate",
      ci: "CI-0000042",
      "lagebild-record": `2026-11-23;${aMessage(51).recordId};3`,
      authorization: "Bearer test-token-of-uploader",
    });
    expect(fake.requests).toHaveLength(1);
  });

  test("needs no token where gematik knows no client authentication", async () => {
    const fake = strictFake([]);
    await upload(fake, aMessage(51), { ...target, token: undefined });
    expect(fake.requests[0]?.headers.has("authorization")).toBe(false);
  });

  test.each([51, 52, 53, 54, 55])(
    "says what the queue would say, and nothing that the provider withholds: %i",
    async (index) => {
      const fake = strictFake([]);
      const message = aMessage(index);
      await upload(fake, message);
      const [body = ""] = fake.bodies;
      expect(readHardenedXml(body)).toEqual({ ok: true, value: message.record });
      expect(body).not.toContain(aConnector(index).contractId);
      expect(body).not.toMatch(/OperatingSite>|ContractID|UpdateMode|AutoUpdate|<ICCSN>[^<]|CT_ID/);
    },
  );

  test.each([201, 202, 204, 302, 400, 401, 403, 409, 429, 500, 503])(
    "that is answered with %i is not confirmed, and may be repeated letter by letter",
    async (status) => {
      const fake = strictFake([status]);
      const refused = await upload(fake, aMessage(51));
      expect(refused.outcome).toMatchObject({ name: "UploadRefused" });
      expect(refused).toMatchObject({ confirmed: [], refusals: [status] });
      expect(await upload(fake, aMessage(51))).toMatchObject({ outcome: "confirmed", refusals: [] });
      expect(fake.bodies[1]).toBe(fake.bodies[0]);
      expect([...(fake.requests[1]?.headers ?? [])]).toEqual([...(fake.requests[0]?.headers ?? [])]);
    },
  );

  test("without an answer is not confirmed", async () => {
    const { outcome, confirmed } = await upload(strictFake(["no answer"]), aMessage(51));
    expect(outcome).toBeInstanceOf(TypeError);
    expect(confirmed).toEqual([]);
  });

  test("is given up after half a minute", async () => {
    const timeout = vi
      .spyOn(AbortSignal, "timeout")
      .mockReturnValue(AbortSignal.abort(new DOMException("", "TimeoutError")));
    const { outcome, confirmed } = await upload(strictFake([]), aMessage(51));
    expect(timeout).toHaveBeenCalledWith(30_000);
    expect(outcome).toMatchObject({ name: "TimeoutError" });
    expect(confirmed).toEqual([]);
    timeout.mockRestore();
  });

  test("says nothing of the record in its error", async () => {
    const { outcome } = await upload(strictFake([500]), aMessage(51));
    expect(JSON.stringify(outcome, Object.getOwnPropertyNames(outcome))).not.toMatch(/bde\.example|[0-9a-f]{32}|CI-/);
  });
});

describe("reconciliation of a tenant that uploads", () => {
  beforeEach(async () => {
    await prepareDatabase();
    await env.PROVIDER.batch(
      ["projection", "unconfirmed", "forwarding"].map((table) => env.PROVIDER.prepare(`DELETE FROM ${table}`)),
    );
  });

  const record = (index: number) => ({
    day: "2026-11-23",
    recordId: index.toString(16).padStart(32, "0"),
    objectName: "b".repeat(64),
    revision: 1,
  });

  test("takes gematik's answers for its receipts, page by page, and only those", async () => {
    for (let index = 1; index <= 5; index += 1) {
      if (index % 2 === 0) await markUnsent(env.PROVIDER, record(index));
      else await markConfirmed(env.PROVIDER, { ...record(index), sentAt: at.getTime() });
    }
    const first = await confirmedRecords(env.PROVIDER, { day: "2026-11-23", after: "", limit: 3 });
    expect(first.items.map(({ recordId }) => recordId)).toEqual([record(1).recordId, record(3).recordId]);
    const after = first.nextCursor ?? "";
    const second = await confirmedRecords(env.PROVIDER, { day: "2026-11-23", after, limit: 3 });
    expect(second).toMatchObject({ items: [{ recordId: record(5).recordId, revision: 1 }] });
    expect(second.nextCursor).toBeUndefined();
  });

  test("an attempt that ends after a later revision's says nothing about that", async () => {
    const sentAt = async () => (await env.PROVIDER.prepare("SELECT revision, sent_at FROM projection").all()).results;
    await markConfirmed(env.PROVIDER, { ...record(1), revision: 2, sentAt: at.getTime() });
    await markUnsent(env.PROVIDER, record(1));
    expect(await sentAt()).toEqual([{ revision: 2, sent_at: at.getTime() }]);
    await markUnsent(env.PROVIDER, { ...record(1), revision: 3 });
    await markConfirmed(env.PROVIDER, { ...record(1), revision: 2, sentAt: at.getTime() });
    expect(await sentAt()).toEqual([{ revision: 3, sent_at: null }]);
  });

  test("confirms a past day without asking anyone, and has nothing sent again", async () => {
    await markConfirmed(env.PROVIDER, { ...record(1), sentAt: at.getTime() });
    const never = async (): Promise<never> => {
      throw new Error("nothing is missing");
    };
    const seen: unknown[] = [];
    const done = await reconcile({
      now: new Date("2026-11-24T00:15:00Z"),
      confirmedThrough: async () => undefined,
      firstExpectedDay: async () => "2026-11-23",
      expectedPage: async (day, after) =>
        day === "2026-11-23" && after === "" ? [{ ...record(1), sentAt: at.getTime() }] : [],
      receiptsPage: (day, cursor) => confirmedRecords(env.PROVIDER, { day, after: cursor ?? "", limit: 10 }),
      unconfirmed: async () => [],
      watch: never,
      forget: never,
      resend: never,
      confirm: never,
      confirmDay: async (day) => {
        seen.push(day);
        return true;
      },
    });
    expect(done).toEqual({ missing: 0, resent: 0, confirmed: 0, daysConfirmed: 1 });
    expect(seen).toEqual([{ day: "2026-11-23", records: 1, revisions: 1, missing: 0, undecided: false }]);
  });
});
