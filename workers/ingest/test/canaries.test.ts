import { env } from "cloudflare:workers";
import { runInDurableObject } from "cloudflare:test";
import { type Tree, drawPlanted, otherMark, writeTree, writeWithOtherMarks } from "@lagebild/corpus";
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { objectNameOf } from "../src/contract-names.ts";
import {
  anEnvelope,
  call,
  postDocument,
  postEnvelope,
  prepareDatabase,
  sentMessages,
  untilSent,
  standIn,
} from "./a-report.ts";

const at = "2026-11-23T10:00:00Z";

beforeAll(prepareDatabase);

let logged: string[] = [];

beforeEach(async () => {
  await standIn.fetch("https://gematik/reset");
  logged = [];
  for (const level of ["log", "info", "warn", "error", "debug"] as const) {
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => void logged.push(parts.join(" ")));
  }
});

afterEach(() => vi.restoreAllMocks());

const aPlanted = (index: number) => drawPlanted(11, index);

/** All but the one element of the root that no generation may lack. */
const isOptional = ({ name }: Tree): boolean => name !== "ProductInformation";

const registerAs = async (...contractIds: string[]): Promise<void> => {
  const headers = { "content-type": "application/x-ndjson" };
  const body = contractIds.map((contractId) => JSON.stringify({ contractId, siteType: "MVZ" })).join("\n");
  expect((await call("/v1/contracts", { method: "POST", role: "operator", headers, body })).status).toBe(200);
};

const post = async (document: string, door: number): Promise<Response> =>
  door % 2 === 0 ? await postDocument(document, at) : await postEnvelope(anEnvelope(document), at);

const objectNamed = async (contractId: string) => {
  const key = (env as unknown as { CONTRACT_NAME_KEY: string }).CONTRACT_NAME_KEY;
  return env.CONTRACT.getByName(await objectNameOf(contractId, key));
};

/** Every row of every table of an object. */
const dumpObject = async (contractId: string): Promise<string> =>
  await runInDurableObject(await objectNamed(contractId), async (_instance, state) => {
    const tables = state.storage.sql.exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'");
    const names = tables.toArray().map(({ name }) => name);
    return JSON.stringify(
      names
        .filter((name) => !name.startsWith("_cf"))
        .map((name) => state.storage.sql.exec(`SELECT * FROM ${name}`).toArray()),
    );
  });

/** Every row of the provider's database, the register apart: it alone may know the Contract ID. */
const dumpDatabase = async (): Promise<{ register: string; others: string }> => {
  const { results } = await env.PROVIDER.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\'",
  ).all<{ name: string }>();
  const rowsOf = async (name: string) =>
    JSON.stringify((await env.PROVIDER.prepare(`SELECT * FROM "${name}"`).all()).results);
  const others = results.map(({ name }) => name).filter((name) => name !== "contract");
  return { register: await rowsOf("contract"), others: (await Promise.all(others.map(rowsOf))).join("\n") };
};

const metrics = async (): Promise<string> => await (await call("/metrics", { role: "monitor" })).text();

const removedElements = (text: string): number =>
  [...text.matchAll(/^lagebild_removed_elements_total\S* (\d+)$/gm)].reduce((sum, [, count]) => sum + Number(count), 0);

describe("of a document full of marks", () => {
  test("none is stored, sent, answered, logged or counted by name; only the register knows the Contract ID", async () => {
    const planted = Array.from({ length: 24 }, (_, index) => aPlanted(index));
    await registerAs(...planted.map(({ contractId }) => contractId));
    const before = removedElements(await metrics());
    const answers: string[] = [];
    for (const [index, { tree, style }] of planted.entries()) {
      const answer = await post(writeTree(tree, style), index);
      expect([200, 202]).toContain(answer.status);
      answers.push(JSON.stringify([...answer.headers]) + (await answer.text()));
    }
    await untilSent((messages) => messages.length === planted.length);
    await expect.poll(async () => removedElements(await metrics())).toBeGreaterThan(before + 24 * 9);
    const objects = await Promise.all(planted.map(({ contractId }) => dumpObject(contractId)));
    const { register, others } = await dumpDatabase();
    const sinks = { answers, objects, others, messages: await sentMessages(), logged, metrics: await metrics() };
    for (const { leaksIn } of planted) {
      for (const [sink, content] of Object.entries(sinks)) expect(leaksIn(JSON.stringify(content)), sink).toEqual([]);
      expect(leaksIn(register)).toEqual(["ContractID"]);
    }
    expect(JSON.stringify(sinks.messages)).not.toMatch(/updateMode|autoUpdate|autoDownload/i);
    expect(objects.join("\n")).toContain("autoUpdate");
  });

  test("none comes back or is logged when it is refused, and nothing is stored", async () => {
    const before = await dumpDatabase();
    for (let index = 0; index < 12; index += 1) {
      const { tree, style, leaksIn } = aPlanted(100 + index);
      // The contract is unknown; every third document is broken, too.
      const broken = { ...tree, children: index % 3 === 0 ? tree.children.filter(isOptional) : tree.children };
      const answer = await post(writeTree(broken, style), index);
      expect(answer.status).toBe(index % 2 === 1 ? 500 : index % 3 === 0 ? 422 : 403);
      expect(leaksIn(JSON.stringify([...answer.headers]) + (await answer.text()) + logged.join("\n"))).toEqual([]);
    }
    const { register, others } = await dumpDatabase();
    expect(register).toBe(before.register);
    expect(others).not.toContain("Kanarie");
    expect(await sentMessages()).toEqual([]);
  });
});

describe("two documents that differ only in what is withheld", () => {
  const withoutEventId = (text: string): string => text.replaceAll(/urn:uuid:[0-9a-f-]{36}/g, "urn:uuid");

  /** What can be seen of a post: the answer, the log, the growth of the counts, the stored report, the message. */
  const seenOf = async (document: string, contractId: string, door: number) => {
    const before = await metrics();
    logged = [];
    await standIn.fetch("https://gematik/reset");
    const answer = await post(document, door);
    const isTaken = answer.status < 300;
    const [message] = isTaken ? await untilSent((messages) => messages.length === 1) : [];
    if (isTaken)
      await expect.poll(async () => removedElements(await metrics())).toBeGreaterThan(removedElements(before));
    const growth = growthOf(before, await metrics());
    const stored = isTaken ? await (await objectNamed(contractId)).read({ now: new Date(at), offsetMs: 0 }) : undefined;
    return {
      status: answer.status,
      body: withoutEventId(await answer.text()),
      logged: withoutEventId(logged.join("\n")),
      growth,
      stored: stored?.reports[0]?.payload,
      record: message && JSON.stringify(message.record),
    };
  };

  const growthOf = (before: string, after: string): Record<string, number> => {
    const counts = (text: string) =>
      new Map([...text.matchAll(/^(\S*_total\S*) (\d+)$/gm)].map(([, name = "", count]) => [name, Number(count)]));
    const old = counts(before);
    return Object.fromEntries([...counts(after)].map(([name, count]) => [name, count - (old.get(name) ?? 0)]));
  };

  test.each(Array.from({ length: 10 }, (_, index) => index))("are the same to everyone: pair %i", async (index) => {
    const drawn = aPlanted(200 + index);
    const { tree, style, contractId } = drawn;
    // A third of the pairs is refused: then both have to be refused in the same words.
    const isBroken = index % 3 === 2;
    const planted = { ...drawn, tree: isBroken ? { ...tree, children: tree.children.filter(isOptional) } : tree };
    const document = writeTree(planted.tree, style);
    const other = { document: writeWithOtherMarks(planted), contractId: otherMark(contractId) };
    await registerAs(contractId, other.contractId);
    const first = await seenOf(document, contractId, index);
    const second = await seenOf(other.document, other.contractId, index);
    expect(second).toEqual(first);
    expect(first.status).toBe(isBroken ? (index % 2 === 0 ? 422 : 500) : index % 2 === 0 ? 202 : 200);
  });
});
