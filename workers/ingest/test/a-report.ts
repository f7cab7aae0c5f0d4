import { env, exports } from "cloudflare:workers";
import { applyD1Migrations } from "cloudflare:test";
import { operatingDataXml, registerCsv, sendDataEnvelope, simulatedConnector } from "@lagebild/simulator";
import { objectNameOf } from "../src/contract-names.ts";
import { type WishedRequest, asRequested } from "../../testing/token.ts";

type Migrations = Parameters<typeof applyD1Migrations>[1];

const bound = (service: Fetcher | undefined): Fetcher => {
  if (service === undefined) throw new Error("the tests need gematik's stand-in");
  return service;
};

/** gematik, as these tests see it. */
export const standIn = bound(env.GEMATIK);

export const prepareDatabase = async (): Promise<void> => {
  const { TEST_MIGRATIONS } = env as unknown as { TEST_MIGRATIONS: Migrations };
  await applyD1Migrations(env.PROVIDER, TEST_MIGRATIONS);
  await standIn.fetch("https://gematik/reset");
};

/** Calls the Worker as a role, at a moment. */
export const call = async (path: string, init: WishedRequest = {}): Promise<Response> =>
  await exports.default.fetch(new Request(`https://ingest${path}`, asRequested(init)));

export const aConnector = (index: number) => simulatedConnector(7, index);

/** Registers connectors as active contracts. */
export const register = async (...indexes: number[]): Promise<void> => {
  const body = registerCsv(indexes.map(aConnector));
  const answer = await call("/v1/contracts", {
    method: "POST",
    role: "operator",
    headers: { "content-type": "text/csv" },
    body,
  });
  if (!answer.ok) throw new Error("the register was not imported");
};

export const aDocument = (index: number, at: string, variant = 0): string =>
  operatingDataXml(aConnector(index), new Date(at), variant);

export const postDocument = async (document: BodyInit, at: string): Promise<Response> =>
  await call("/v1/operating-data", {
    method: "POST",
    role: "connector",
    at,
    headers: { "content-type": "application/xml" },
    body: document,
  });

export const postEnvelope = async (envelope: string, at: string): Promise<Response> =>
  await call("/ProvisioningService", {
    method: "POST",
    role: "connector",
    at,
    headers: { "content-type": 'text/xml; charset="utf-8"', soapaction: '"urn:#sendDataOperation"' },
    body: envelope,
  });

export const anEnvelope = (document: string): string => sendDataEnvelope(document);

export const runJob = async (job: string, at: string): Promise<Record<string, unknown>> => {
  const answer = await call(`/_local/jobs/${job}`, { method: "POST", role: "monitor", at });
  if (!answer.ok) throw new Error(`job ${job} answered ${answer.status}`);
  return await answer.json();
};

export interface SentMessage {
  readonly recordId: string;
  readonly day: string;
  readonly revision: number;
  readonly record: { readonly siteType: string };
}

/** What has arrived at gematik's stand-in so far. */
export const sentMessages = async (): Promise<SentMessage[]> =>
  await (await standIn.fetch("https://gematik/messages")).json();

/** Waits until a condition on the messages holds; the queue delivers in its own time. */
export const untilSent = async (holds: (messages: SentMessage[]) => boolean): Promise<SentMessage[]> => {
  for (let round = 0; round < 200; round += 1) {
    const messages = await sentMessages();
    if (holds(messages)) return messages;
    await scheduler.wait(25);
  }
  throw new Error("the messages did not arrive");
};

/** The clock of a call to an object. */
export const clockAt = (instant: string | number) => {
  const now = new Date(instant);
  return { now, offsetMs: now.getTime() - Date.now() };
};

export const objectOf = async (index: number) => {
  const key = (env as unknown as { CONTRACT_NAME_KEY: string }).CONTRACT_NAME_KEY;
  return env.CONTRACT.getByName(await objectNameOf(aConnector(index).contractId, key));
};

/** Posts a report and waits until it is on its way, so that nothing runs in the background any more. */
export const posted = async (index: number, instant: string) => {
  await register(index);
  const answer = await postDocument(aDocument(index, instant), instant);
  if (answer.status !== 202) throw new Error("the report was not taken");
  await untilSent((messages) => messages.length > 0);
  return await objectOf(index);
};
