import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { type Planted, drawPlanted, writeTree } from "@lagebild/corpus";
import { sendDataEnvelope } from "@lagebild/simulator";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type StartedStack, startLocalStack } from "../tools/proof/local-stack.ts";
import { belongsToProvider, filesOf, isOfObject } from "../tools/proof/personal-bytes.ts";
import { fleetCount } from "../tools/proof/receipts.ts";

const devices = 16;
const planted = Array.from({ length: devices * 2 }, (_, index) => drawPlanted(17, index));
const registered = planted.slice(0, devices);
const refused = planted.slice(devices);

let stateFolder = "";
let stack: StartedStack;

const post = async (path: string, role: "connector" | "operator", contentType: string, body: string) => {
  const headers = { authorization: `Bearer ${stack.tokens[role]}`, "content-type": contentType };
  const answer = await fetch(`${stack.baseUrl}/ingest${path}`, { method: "POST", headers, body });
  return { status: answer.status, text: JSON.stringify([...answer.headers]) + (await answer.text()) };
};

const postReport = async ({ tree, style }: Planted, door: number) =>
  door % 2 === 0
    ? await post("/v1/operating-data", "connector", "application/xml", writeTree(tree, style))
    : await post("/ProvisioningService", "connector", "text/xml", sendDataEnvelope(writeTree(tree, style)));

/** Everything that a day brings: documents that are taken and documents that are refused, by both doors. */
const postAll = async (): Promise<void> => {
  const contracts = registered.map(({ contractId }) => JSON.stringify({ contractId, siteType: "APOTHEKE" }));
  expect((await post("/v1/contracts", "operator", "application/x-ndjson", contracts.join("\n"))).status).toBe(200);
  const answers = await Promise.all(planted.map(async (each, door) => await postReport(each, door)));
  expect(answers.filter(({ status }) => status === 200 || status === 202)).toHaveLength(devices);
  for (const [index, { text }] of answers.entries()) expect(planted[index]?.leaksIn(text)).toEqual([]);
  await vi.waitFor(async () => expect(await fleetCount(stack)).toBe(devices), { timeout: 30_000, interval: 200 });
};

beforeAll(async () => {
  stateFolder = await mkdtemp(join(tmpdir(), "lagebild-canaries-"));
  stack = await startLocalStack(stateFolder);
  try {
    await postAll();
  } finally {
    await stack.stop();
  }
}, 180_000);

afterAll(async () => await rm(stateFolder, { recursive: true, force: true }));

/** What a file gives away, of documents that are in the register and of those that are not. */
const leaksIn = (file: string) => {
  const bytes = readFileSync(file);
  const text = bytes.toString("latin1") + bytes.toString("utf16le");
  const places = (of: readonly Planted[]) => [...new Set(of.flatMap((each) => each.leaksIn(text)))];
  return { file: relative(stateFolder, file), registered: places(registered), refused: places(refused) };
};

describe("after reports full of marks the whole state folder of `npm start`", () => {
  test("holds none of them; the register alone knows the Contract IDs", () => {
    const files = filesOf(stateFolder);
    const found = files.map(leaksIn).filter((each) => each.registered.length + each.refused.length > 0);
    for (const each of found) {
      expect(each).toMatchObject({ registered: ["ContractID"], refused: [] });
      expect(belongsToProvider(join(stateFolder, each.file))).toBe(true);
    }
    expect(found.length).toBeGreaterThan(0);
    expect(files.filter(isOfObject).length).toBeGreaterThan(devices);
  });

  test("knows the update mode in the provider's objects only", () => {
    const knowing = filesOf(stateFolder).filter((file) => readFileSync(file).includes("autoUpdate"));
    expect(knowing.length).toBeGreaterThan(0);
    expect(knowing.filter((file) => !isOfObject(file))).toEqual([]);
  });
});
