import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { aMessage, aRecord, call, deliver, now, prepareDatabase, rowsOf, today } from "./a-message.ts";

beforeEach(prepareDatabase);

describe("a batch of records", () => {
  test("is stored with one row and one receipt a record", async () => {
    await deliver([aMessage(1), aMessage(2), aMessage(3)]);
    expect(await rowsOf("record")).toHaveLength(3);
    expect(await rowsOf("receipt")).toHaveLength(3);
  });

  test("delivered again changes nothing", async () => {
    await deliver([aMessage(1), aMessage(2)]);
    const before = await rowsOf("record");
    await deliver([aMessage(2), aMessage(1)]);
    expect(await rowsOf("record")).toEqual(before);
  });

  test("with a later revision replaces the earlier one in place", async () => {
    await deliver([aMessage(1)]);
    await deliver([aMessage(1, { revision: 2, siteType: "APOTHEKE" })]);
    const [row, ...others] = await rowsOf("record");
    expect(others).toEqual([]);
    expect(row).toMatchObject({ revision: 2 });
    expect(await siteTypes()).toEqual(["APOTHEKE"]);
  });

  test("with an earlier revision that comes late changes nothing", async () => {
    await deliver([aMessage(1, { revision: 2, siteType: "APOTHEKE" })]);
    await deliver([aMessage(1, { revision: 1 })]);
    expect(await siteTypes()).toEqual(["APOTHEKE"]);
    expect(await rowsOf("receipt")).toMatchObject([{ revision: 2 }]);
  });

  test.each([
    ["in order", [1, 2]],
    ["in reverse", [2, 1]],
  ])("holding two revisions %s keeps the later", async (_name, revisions) => {
    await deliver(
      revisions.map((revision) => aMessage(1, { revision, siteType: revision === 2 ? "MVZ" : "SONSTIGE" })),
    );
    expect(await siteTypes()).toEqual(["MVZ"]);
  });

  test("two devices with equal content count two", async () => {
    await deliver([aMessage(1), aMessage(2)]);
    expect(await siteTypes()).toEqual(["ARZTPRAXIS", "ARZTPRAXIS"]);
  });

  test("two tenants may have the same recordId", async () => {
    await deliver([aMessage(1)]);
    await deliver([aMessage(1)], { queue: "operating-data-example" });
    expect(await rowsOf("record")).toHaveLength(2);
  });
});

const siteTypes = async (): Promise<string[]> => {
  const answer = await call("/v1/aggregates/fleet?groupBy=siteType&exact=true", { role: "analyst" });
  const { rows } = await answer.json<{ rows: { siteType: string; count: number }[] }>();
  return rows.flatMap((row) => Array.from({ length: row.count }, () => row.siteType));
};

describe("what is refused", () => {
  const cases: [name: string, body: unknown, reason: string][] = [
    ["a field that is not on the list", { ...aMessage(1), contractId: "geheim" }, "schema"],
    [
      "a field inside the record that is not on the list",
      { ...aMessage(1), record: { ...aRecord(), iccsn: "8027" } },
      "schema",
    ],
    [
      "a condition with a terminal ID",
      aMessage(1, { errors: [leak("EC_CardTerminal_Not_Available(CT_ID_0176)")] }),
      "schema",
    ],
    ["something that is no object", "Betriebsdaten", "schema"],
    ["a day more than 14 days back", aMessage(1, { day: "2026-11-08" }), "too-old"],
    ["a day that has not come", aMessage(1, { day: "2026-11-25" }), "day-ahead"],
  ];

  test.each(cases)("%s: counted by reason, acknowledged, the rest stored", async (_name, body, reason) => {
    const { ackAll } = await deliver([body, aMessage(2)]);
    expect(ackAll).toBe(true);
    expect(await rowsOf("record")).toHaveLength(1);
    expect(await rowsOf("rejection")).toMatchObject([{ tenant: "demo", reason, count: 1 }]);
    expect(JSON.stringify(await rowsOf("rejection"))).not.toContain("geheim");
  });

  test("a record 14 days back is taken", async () => {
    await deliver([aMessage(1, { day: "2026-11-09" })]);
    expect(await rowsOf("record")).toHaveLength(1);
  });

  test("the queue's name alone says whose record it is", async () => {
    await expect(deliver([aMessage(1)], { queue: "someone-elses" })).rejects.toThrow();
    await deliver([aMessage(1)], { queue: "operating-data-example" });
    const entry = (await rowsOf("dictionary")).find((row) => row["kind"] === "tenant");
    expect(entry).toMatchObject({ value: "example" });
  });
});

const leak = (condition: string) => ({
  condition,
  severity: "Error" as const,
  type: "Operation" as const,
  falseCount: 1,
  trueSince: [],
});

describe("a batch that cannot be stored", () => {
  test("is not acknowledged, and nothing of it is half there", async () => {
    await env.GEMATIK_DB.prepare("ALTER TABLE record RENAME TO away").run();
    await expect(deliver([aMessage(1)])).rejects.toThrow();
    await env.GEMATIK_DB.prepare("ALTER TABLE away RENAME TO record").run();
    expect(await rowsOf("receipt")).toEqual([]);
    await deliver([aMessage(1)]);
    expect(await rowsOf("record")).toHaveLength(1);
  });
});

describe("dead letters", () => {
  test("are stored after all when they are sound, and counted", async () => {
    await deliver([aMessage(1)], { queue: "dead-operating-data-demo" });
    expect(await rowsOf("record")).toHaveLength(1);
    expect(await rowsOf("rejection")).toMatchObject([{ tenant: "demo", reason: "dead-replayed", count: 1 }]);
  });

  test("that fail the schema keep reason and tenant only", async () => {
    await deliver([{ contractId: "geheim" }], { queue: "dead-operating-data-demo" });
    expect(await rowsOf("rejection")).toEqual([{ day: 20780, tenant: "demo", reason: "dead-schema", count: 1 }]);
  });
});

describe("periods", () => {
  const expire = async (at: string) =>
    await (await call("/_local/jobs/expire", { method: "POST", role: "monitor", at })).json<{ deleted: number }>();

  test("a record goes 58 days after its day", async () => {
    await deliver([aMessage(1)]);
    await expire("2027-01-19T23:59:00Z");
    expect(await rowsOf("record")).toHaveLength(1);
    await expire("2027-01-20T00:00:00Z");
    expect(await rowsOf("record")).toEqual([]);
  });

  test("its recordId goes after 14 days, and no trace of it stays in the record", async () => {
    await deliver([aMessage(0xabcdef)]);
    await expire("2026-12-07T23:59:00Z");
    expect(await rowsOf("receipt")).toHaveLength(1);
    await expire("2026-12-08T00:00:00Z");
    expect(await rowsOf("receipt")).toEqual([]);
    expect(await rowsOf("record")).toHaveLength(1);
    expect(JSON.stringify(await rowsOf("record"))).not.toContain("abcdef");
  });

  test("names go with the last record that uses them, and come back when used again", async () => {
    await deliver([aMessage(1), aMessage(2, { firmware: "9.9.9", day: "2026-11-20" })]);
    const names = async () => JSON.stringify(await rowsOf("dictionary"));
    expect(await names()).toContain("9.9.9");
    await expire("2027-01-17T00:00:00Z");
    expect(await names()).not.toContain("9.9.9");
    expect(await names()).toContain("5.1.8");
    await expire("2027-01-20T00:00:00Z");
    expect(await rowsOf("dictionary")).toEqual([]);
    await deliver([aMessage(3)]);
    expect(await siteTypes()).toEqual(["ARZTPRAXIS"]);
  });

  test("more rows than one statement deletes all go", async () => {
    const list = JSON.stringify(Array.from({ length: 12_000 }, (_, slot) => slot));
    await env.GEMATIK_DB.prepare(
      "INSERT INTO record (day, slot, revision, tenant, product, flags) SELECT 20000, value, 1, 1, 1, 1 FROM json_each(?)",
    )
      .bind(list)
      .run();
    expect(await expire(now.toISOString())).toMatchObject({ deleted: 12_000 });
  });
});

test("what repeats in a record is packed into less than 100 bytes", async () => {
  await deliver(Array.from({ length: 100 }, (_, index) => aMessage(index + 1)));
  const lists = ["connections", "errors", "trust_lists", "certificates", "terminals"];
  const sum = lists.map((column) => `coalesce(length(${column}), 0)`).join(" + ");
  const bytes = await env.GEMATIK_DB.prepare(`SELECT avg(${sum}) AS bytes FROM record`).first<number>("bytes");
  expect(bytes).toBeGreaterThan(30);
  expect(bytes).toBeLessThan(100);
});

test("receipts list what is held of the caller's day, page by page", async () => {
  await deliver([aMessage(2, { revision: 3 }), aMessage(1)]);
  await deliver([aMessage(9)], { queue: "operating-data-example" });
  const answer = await call(`/v1/receipts?day=${today}`, { role: "tenant" });
  expect(await answer.json()).toEqual({
    day: today,
    items: [
      { recordId: "1".padStart(32, "0"), revision: 1 },
      { recordId: "2".padStart(32, "0"), revision: 3 },
    ],
    stored: 2,
    rejected: [],
  });
});
