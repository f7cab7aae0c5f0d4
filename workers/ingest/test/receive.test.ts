import { env } from "cloudflare:workers";
import { listDurableObjectIds } from "cloudflare:test";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  aConnector,
  aDocument,
  anEnvelope,
  call,
  postDocument,
  postEnvelope,
  prepareDatabase,
  register,
  sentMessages,
  standIn,
  untilSent,
} from "./a-report.ts";

const at = "2026-11-23T10:00:00Z";

beforeAll(prepareDatabase);
beforeEach(async () => void (await standIn.fetch("https://gematik/reset")));

describe("a report that is taken", () => {
  test("is acknowledged with its UTC day and forwarded without its Contract ID", async () => {
    await register(1);
    const answer = await postDocument(aDocument(1, at), at);
    expect(answer.status).toBe(202);
    expect(await answer.json()).toEqual({ recordDay: "2026-11-23", receivedAt: "2026-11-23T10:00:00.000Z" });
    const [message] = await untilSent((messages) => messages.length === 1);
    expect(message).toMatchObject({ day: "2026-11-23", revision: 1, record: { siteType: aConnector(1).siteType } });
    expect(JSON.stringify(message)).not.toContain(aConnector(1).contractId);
  });

  test("comes in by SOAP as well and gets a sendDataResponse", async () => {
    await register(2);
    const answer = await postEnvelope(anEnvelope(aDocument(2, at)), at);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toContain("text/xml");
    expect(await answer.text()).toContain("<Timestamp>2026-11-23T10:00:00.000Z</Timestamp>");
    await untilSent((messages) => messages.length === 1);
  });

  test("replaces an earlier one of the same day: same recordId, next revision", async () => {
    await register(3);
    await postDocument(aDocument(3, at), at);
    await postDocument(aDocument(3, "2026-11-23T11:00:00Z", 1), "2026-11-23T11:00:00Z");
    const messages = await untilSent((sent) => sent.some((message) => message.revision === 2));
    expect(new Set(messages.map((message) => message.recordId)).size).toBe(1);
  });

  test("leaves a count of each element that was removed, by the schema's name only", async () => {
    await register(11);
    const document = aDocument(11, at).replace(/<\/[\w:]*OperatingData>/, "<Neu>geheim</Neu>$&");
    const countOf = async (element: string) => {
      const metrics = await (await call("/metrics", { role: "monitor" })).text();
      return Number(new RegExp(`element="${element}"} (\\d+)`).exec(metrics)?.[1]);
    };
    const elements = ["ICCSN", "ContractID", "other"];
    const counts = async () => await Promise.all(elements.map(countOf));
    const before = await counts();
    expect((await postDocument(document, at)).status).toBe(202);
    const added = [document.match(/<(?:\w+:)?ICCSN>/g)?.length ?? 0, 1, 1];
    await expect.poll(counts).toEqual(before.map((count, index) => count + (added[index] ?? 0)));
    expect(await (await call("/metrics", { role: "monitor" })).text()).not.toMatch(/Neu|geheim|8027/);
    await untilSent((messages) => messages.length === 1);
  });

  test("has another recordId on another day", async () => {
    await register(4);
    await postDocument(aDocument(4, at), at);
    await postDocument(aDocument(4, "2026-11-24T10:00:00Z"), "2026-11-24T10:00:00Z");
    const messages = await untilSent((sent) => sent.length === 2);
    expect(new Set(messages.map((message) => message.recordId)).size).toBe(2);
  });
});

const contractWith = async (fields: Record<string, string>): Promise<number> => {
  const body = JSON.stringify({ contractId: aConnector(9).contractId, siteType: "MVZ", ...fields });
  const headers = { "content-type": "application/x-ndjson" };
  return (await call("/v1/contracts", { method: "POST", role: "operator", headers, body })).status;
};

describe("a report that is refused", () => {
  const sound = aDocument(5, at);
  const cases: [name: string, body: string, type: string, status: number, code: string][] = [
    ["not XML", "Betriebsdaten", "application/xml", 400, "xml-not-readable"],
    ["cut off", sound.slice(0, 2000), "application/xml", 400, "xml-not-readable"],
    [
      "with a DOCTYPE",
      `<!DOCTYPE x [<!ENTITY a "b">]>${sound.replace(/<\?xml.*?\?>/, "")}`,
      "application/xml",
      400,
      "xml-not-readable",
    ],
    ["with another root", "<Werte>Geheimnis</Werte>", "application/xml", 422, "document-invalid"],
    ["too large", sound + " ".repeat(2 * 1024 * 1024), "application/xml", 413, "too-large"],
    ["of another content type", sound, "application/json", 415, "unsupported-media-type"],
    ["of an unknown contract", sound, "application/xml", 403, "contract-refused"],
  ];

  test.each(cases)("%s: says why, stores nothing", async (_name, body, type, status, code) => {
    const before = await listDurableObjectIds(env.CONTRACT);
    const answer = await call("/v1/operating-data", {
      method: "POST",
      role: "connector",
      at,
      headers: { "content-type": type },
      body,
    });
    expect(answer.status).toBe(status);
    const problem = await answer.json<Record<string, unknown>>();
    expect(problem).toMatchObject({ type: `urn:lagebild:problem:${code}`, status });
    expect(JSON.stringify(problem)).not.toContain(aConnector(5).contractId);
    expect(JSON.stringify(problem)).not.toContain("Geheimnis");
    expect(await listDurableObjectIds(env.CONTRACT)).toEqual(before);
    expect(await sentMessages()).toEqual([]);
  });

  test("names the places that break the schema, never their values", async () => {
    const broken = sound.replace(/>(PARALLEL|SERIAL)</, ">X<").replace(/(FWVersion>)[0-9.]+</, "$1GEHEIM<");
    const problem = await (await postDocument(broken, at)).json<{ errors: { where: string; reason: string }[] }>();
    expect(problem.errors).toContainEqual({
      where: "/OperatingData/ProductInformation/ProductIdentification/ProductVersion/Local/FWVersion",
      reason: "invalid",
    });
    expect(JSON.stringify(problem)).not.toContain("GEHEIM");
  });

  test("a gzip body is not opened", async () => {
    const headers = { "content-type": "application/xml", "content-encoding": "gzip" };
    const answer = await call("/v1/operating-data", { method: "POST", role: "connector", headers, body: "x" });
    expect(answer.status).toBe(415);
  });

  test.each(["ended", "blocked"])(
    "%s contracts are refused like unknown ones and open again when active",
    async (status) => {
      expect(await contractWith({ status })).toBe(200);
      expect((await postDocument(aDocument(9, at), at)).status).toBe(403);
      await contractWith({ status: "active" });
      expect((await postDocument(aDocument(9, at), at)).status).toBe(202);
    },
  );

  test.each([
    ["an unknown contract", () => anEnvelope(aDocument(6, at)), "7041", "Technical"],
    ["an invalid document", () => anEnvelope("<a/>"), "7091", "Technical"],
    ["no envelope", () => "<a/>", "7091", "Technical"],
    [
      "another operation",
      () => anEnvelope(sound).replaceAll("sendDataRequest", "registerStatusRequest"),
      "7091",
      "Technical",
    ],
  ])("by SOAP, %s gets HTTP 500 with gematik's fault", async (_name, envelope, code, errorType) => {
    const answer = await postEnvelope(envelope(), at);
    expect(answer.status).toBe(500);
    const fault = await answer.text();
    expect(fault).toContain(`<Code>${code}</Code><Severity>Error</Severity><ErrorType>${errorType}</ErrorType>`);
    expect(fault).toContain("<CompType>VPN-Zugangsdienst</CompType>");
    expect(fault).not.toContain(aConnector(6).contractId);
  });
});

describe("the clock", () => {
  test("is refused if it is not an instant with a zone", async () => {
    const answer = await postDocument(aDocument(1, at), "gestern");
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ type: "urn:lagebild:problem:invalid-clock" });
  });

  test("decides the day by UTC", async () => {
    await register(10);
    const answer = await postDocument(aDocument(10, at), "2026-11-24T00:30:00+01:00");
    expect(await answer.json()).toMatchObject({ recordDay: "2026-11-23" });
  });
});
