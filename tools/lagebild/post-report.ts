import { setTimeout as sleep } from "node:timers/promises";
import { type SimulatedConnector, operatingDataXml, sendDataEnvelope } from "@lagebild/simulator";
import type { RunningStack } from "./running-stack.ts";

/** How a post ended; `unreachable` means that nobody answered, again and again. */
export type PostOutcome =
  { readonly kind: "accepted" | "unreachable" } | { readonly kind: "refused"; readonly reason: string };

export interface ReportToPost {
  readonly connector: SimulatedConnector;
  /** When the report is sent, on the stack's clock. */
  readonly at: Date;
}

const attempts = 5;
const longestWaitMs = 60_000;
const unreachableWaitMs = 500;
const answerMs = 60_000;

/** Posts a connector's report of that instant through its own door; waits and repeats while the answer is 503. */
export const postReport = async (
  stack: RunningStack,
  report: ReportToPost,
  signal: AbortSignal,
): Promise<PostOutcome> => {
  const call = callOf(stack, report);
  let last = await postOnce(call, signal);
  for (let attempt = 2; attempt <= attempts && last.waitMs !== undefined; attempt += 1) {
    // An aborted wait ends in an aborted post, which nobody answers.
    await sleep(last.waitMs, undefined, { signal }).catch(() => undefined);
    last = await postOnce(call, signal);
  }
  return last.outcome;
};

/** How one attempt ended, and how long to wait before the next one; absent if there is no use in it. */
interface Attempt {
  readonly outcome: PostOutcome;
  readonly waitMs?: number;
}

const postOnce = async (call: Call, signal: AbortSignal): Promise<Attempt> => {
  const answer = await ask(call, signal);
  if (answer === undefined) return { outcome: { kind: "unreachable" }, waitMs: unreachableWaitMs };
  const text = await answer.text().catch(() => "");
  if (answer.ok) return { outcome: { kind: "accepted" } };
  const outcome = { kind: "refused", reason: reasonOf(answer.status, text) } as const;
  return answer.status === 503 ? { outcome, waitMs: retryAfterMs(answer.headers) } : { outcome };
};

interface Call {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const callOf = ({ baseUrl, tokens }: RunningStack, { connector, at }: ReportToPost): Call => {
  const document = operatingDataXml(connector, at);
  const headers = { authorization: `Bearer ${tokens.connector}`, "lagebild-now": at.toISOString() };
  if (connector.door === "xml") {
    const xml = { ...headers, "content-type": "application/xml" };
    return { url: `${baseUrl}/ingest/v1/operating-data`, headers: xml, body: document };
  }
  const soap = { ...headers, "content-type": "text/xml; charset=utf-8", soapaction: '"urn:#sendDataOperation"' };
  return { url: `${baseUrl}/ingest/ProvisioningService`, headers: soap, body: sendDataEnvelope(document) };
};

const ask = async ({ url, headers, body }: Call, signal: AbortSignal): Promise<Response | undefined> => {
  try {
    const within = AbortSignal.any([signal, AbortSignal.timeout(answerMs)]);
    return await fetch(url, { method: "POST", headers, body, signal: within });
  } catch {
    // No connection, or no answer in time: the same to a device, which tries again.
    return undefined;
  }
};

/** The code of a problem or of a SOAP fault, else the status. */
const reasonOf = (status: number, text: string): string => {
  const problem = /"urn:lagebild:problem:([a-z-]+)"/.exec(text)?.[1];
  const fault = /<Code>(\d+)<\/Code>/.exec(text)?.[1];
  return problem ?? (fault === undefined ? `HTTP ${status}` : `SOAP ${fault}`);
};

const retryAfterMs = (headers: Headers): number => {
  const seconds = Number(headers.get("retry-after") ?? 1);
  return Number.isFinite(seconds) ? Math.min(seconds * 1_000, longestWaitMs) : 1_000;
};
