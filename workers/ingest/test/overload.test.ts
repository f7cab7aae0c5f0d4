import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { beforeAll, describe, expect, test } from "vitest";
import {
  aConnector,
  aDocument,
  anEnvelope,
  objectOf,
  postDocument,
  postEnvelope,
  posted,
  prepareDatabase,
} from "./a-report.ts";
import { listenToLog } from "./nothing-kept.ts";

const at = "2026-11-23T10:00:00Z";
const secret = "GEHEIM 4711";

beforeAll(prepareDatabase);

/** Does something while a table of D1 is not there. */
const without = async <T>(table: string, work: () => Promise<T>): Promise<T> => {
  await env.PROVIDER.exec(`ALTER TABLE ${table} RENAME TO lost`);
  try {
    return await work();
  } finally {
    await env.PROVIDER.exec(`ALTER TABLE lost RENAME TO ${table}`);
  }
};

/** Does something while a contract's object can write to none of its tables and says so with words of the document. */
const withFailingObject = async <T>(index: number, work: () => Promise<T>): Promise<T> => {
  const object = await objectOf(index);
  const onEveryTable = async (statement: (table: string) => string): Promise<void> =>
    await runInDurableObject(object, (_instance, { storage }) => {
      const tables = storage.sql.exec<{ name: string }>(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
      );
      for (const { name } of tables.toArray()) storage.sql.exec(statement(name));
    });
  await onEveryTable(
    (table) =>
      `CREATE TRIGGER failing_${table} BEFORE INSERT ON ${table} BEGIN SELECT RAISE(ABORT, 'not at ${secret}'); END`,
  );
  try {
    return await work();
  } finally {
    await onEveryTable((table) => `DROP TRIGGER failing_${table}`);
  }
};

/** The answer, and the one line that the log has of it. */
const withLog = async (work: () => Promise<Response>) => {
  const { lines, end } = listenToLog();
  const answer = await work().finally(end);
  expect(lines.join("\n")).not.toContain(secret);
  expect(lines.join("\n")).not.toContain(aConnector(71).contractId);
  return { answer, lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
};

/** How an answer tells the device to come back: nothing else may differ between two failures. */
const retryOf = async ({ answer, lines }: Awaited<ReturnType<typeof withLog>>) => {
  const body = await answer.text();
  const eventId = /urn:uuid:[0-9a-f-]{36}/.exec(body)?.[0];
  return {
    status: answer.status,
    retryAfter: answer.headers.get("retry-after"),
    type: answer.headers.get("content-type"),
    body: body.replace(eventId ?? "missing", "<id>"),
    log: lines.map((line) => (line["eventId"] === eventId ? [line["event"], line["level"]] : line)),
  };
};

const text = "Die Betriebsdaten können derzeit nicht angenommen werden. Bitte in 5 Minuten erneut senden.";
const common = { status: 503, retryAfter: "300", log: [["report-failed", "error"]] };

const fault = {
  ...common,
  type: "text/xml; charset=utf-8",
  body:
    '<?xml version="1.0" encoding="UTF-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">' +
    `<soap:Body><soap:Fault><faultcode>soap:Server</faultcode><faultstring>${text} Vorgangsnummer: <id></faultstring>` +
    "</soap:Fault></soap:Body></soap:Envelope>",
};

const problem = {
  ...common,
  type: "application/problem+json; charset=utf-8",
  body: JSON.stringify({
    type: "urn:lagebild:problem:overloaded",
    title: "Derzeit überlastet",
    status: 503,
    detail: text,
    instance: "<id>",
  }),
};

const document = (): string => aDocument(71, at);

describe("the device is asked to come back in five minutes", () => {
  test("if the register cannot be read", async () => {
    expect(
      await retryOf(
        await withLog(async () => await without("contract", () => postEnvelope(anEnvelope(document()), at))),
      ),
    ).toEqual(fault);
    expect(
      await retryOf(await withLog(async () => await without("contract", () => postDocument(document(), at)))),
    ).toEqual(problem);
  });

  test("if a refusal cannot be counted", async () => {
    expect(
      await retryOf(await withLog(async () => await without("counter", () => postEnvelope(anEnvelope("<a/>"), at)))),
    ).toEqual(fault);
    expect(await retryOf(await withLog(async () => await without("counter", () => postDocument("<a/>", at))))).toEqual(
      problem,
    );
  });

  test("if the contract's object cannot store the report, which is then not there", async () => {
    const object = await posted(71, at);
    const later = "2026-11-24T10:00:00Z";
    expect(
      await retryOf(
        await withLog(async () => await withFailingObject(71, () => postEnvelope(anEnvelope(document()), later))),
      ),
    ).toEqual(fault);
    expect(
      await retryOf(await withLog(async () => await withFailingObject(71, () => postDocument(document(), later)))),
    ).toEqual(problem);
    const { reports } = await object.read({ now: new Date(later), offsetMs: 0 });
    expect(reports.map(({ day }) => day)).toEqual(["2026-11-23"]);
  });

  test("and is taken once it does", async () => {
    expect((await postEnvelope(anEnvelope(document()), at)).status).toBe(200);
    expect((await postDocument(document(), at)).status).toBe(202);
  });
});

test("a broken envelope gets its fault even if it cannot be counted", async () => {
  const { answer, lines } = await withLog(async () => await without("counter", () => postEnvelope("no XML", at)));
  expect(answer.status).toBe(500);
  expect(await answer.text()).toContain("<Code>7091</Code>");
  expect(lines.filter(({ event }) => event !== "count-failed")).toEqual([]);
});
