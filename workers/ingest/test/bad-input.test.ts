import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  aDocument,
  anEnvelope,
  call,
  postDocument,
  prepareDatabase,
  register,
  sentMessages,
  standIn,
  untilSent,
} from "./a-report.ts";
import {
  bytesOf,
  hostileDocuments,
  laboriousDocuments,
  maxBytes,
  secret,
} from "../../../packages/provisioning/test/hostile-documents.ts";
import { expectNothingKept, listenToLog } from "./nothing-kept.ts";

const at = "2026-11-23T10:00:00Z";

beforeAll(async () => {
  await prepareDatabase();
  await register(51);
});
beforeEach(async () => void (await standIn.fetch("https://gematik/reset")));

const postBytes = async (body: BodyInit, headers: Record<string, string> = {}): Promise<Response> =>
  await call("/v1/operating-data", {
    method: "POST",
    role: "connector",
    at,
    headers: { "content-type": "application/xml", ...headers },
    body,
  });

const postSoap = async (body: BodyInit, headers: Record<string, string> = {}): Promise<Response> =>
  await call("/ProvisioningService", {
    method: "POST",
    role: "connector",
    at,
    headers: { "content-type": "text/xml", soapaction: '"urn:#sendDataOperation"', ...headers },
    body,
  });

/** A sound envelope around any bytes. */
const around = (document: Uint8Array): string => {
  let binary = "";
  for (let index = 0; index < document.length; index += 10_000) {
    binary += String.fromCharCode(...document.subarray(index, index + 10_000));
  }
  return anEnvelope("").replace(/><\/vpnk:Base64Data>/, () => `>${btoa(binary)}</vpnk:Base64Data>`);
};

const withNothingKept = async (work: () => Promise<Response>): Promise<Response> => {
  const answer = await expectNothingKept(secret, work);
  expect(await sentMessages()).toEqual([]);
  return answer;
};

/** What a device or a caller reads in an answer: gematik's code in a fault, or the problem's code. */
const verdictOf = async (answer: Response): Promise<string> => {
  if (answer.headers.get("content-type")?.startsWith("text/xml") === true) {
    const code = /<Code>(\d+)<\/Code><Severity>Error<\/Severity>/.exec(await answer.text())?.[1];
    return `${answer.status} fault ${code}`;
  }
  const { type, status } = await answer.json<{ type: string; status: number }>();
  return status === answer.status ? `${status} ${type.replace("urn:lagebild:problem:", "")}` : `not ${status}`;
};

describe.each(hostileDocuments)("$name is refused, nothing is kept:", ({ bytes, problem }) => {
  test("as a document", async () => {
    expect(await verdictOf(await withNothingKept(async () => await postBytes(bytes)))).toBe(problem);
  });

  test("as the document in an envelope", async () => {
    const envelope = around(bytes);
    expect(await verdictOf(await withNothingKept(async () => await postSoap(envelope)))).toBe("500 fault 7091");
  });

  test("as the envelope", async () => {
    expect(await verdictOf(await withNothingKept(async () => await postSoap(bytes)))).toBe("500 fault 7091");
  });
});

describe.each(laboriousDocuments)("$name is refused, nothing is kept:", ({ bytes }) => {
  test("as a document", async () => {
    expect([400, 422]).toContain((await withNothingKept(async () => await postBytes(bytes))).status);
  });

  test("as the document in an envelope", async () => {
    expect(await verdictOf(await withNothingKept(async () => await postSoap(around(bytes))))).toBe("500 fault 7091");
  });

  test("as the envelope", async () => {
    const answer = await withNothingKept(async () => await postSoap(bytes));
    expect(await answer.text()).toContain("<faultcode>soap:");
    expect(answer.status).toBe(500);
  });
});

test("what is refused leaves no line in the log but its reason, without the Contract ID", async () => {
  const { lines, end } = listenToLog();
  expect((await postDocument(aDocument(52, at), at).finally(end)).status).toBe(403);
  expect(lines).toEqual([JSON.stringify({ level: "warning", event: "contract-refused", reason: "unknown" })]);
});

const filledUp = (bytes: number): Uint8Array<ArrayBuffer> => {
  const document = aDocument(51, at);
  return bytesOf(document + " ".repeat(bytes - bytesOf(document).length));
};

describe("2 MiB, decoded,", () => {
  test("are taken by both doors", async () => {
    expect((await postBytes(filledUp(maxBytes))).status).toBe(202);
    expect((await postSoap(around(filledUp(maxBytes)))).status).toBe(200);
    await untilSent((messages) => messages.length === 2);
  });

  test("and one byte more are refused by both", async () => {
    const document = filledUp(maxBytes + 1);
    expect(await verdictOf(await withNothingKept(async () => await postBytes(document)))).toBe("413 too-large");
    const envelope = around(document);
    const fault = await withNothingKept(async () => await postSoap(envelope));
    expect(await fault.clone().text()).toContain("2 MiB");
    expect(await verdictOf(fault)).toBe("500 fault 7091");
  });

  test.each([
    ["/v1/operating-data", 413, maxBytes],
    ["/ProvisioningService", 500, maxBytes * 1.5],
  ])("are about as far as a body without end is read: %s", async (path, status, readAtMost) => {
    let given = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        given += 64 * 1024;
        controller.enqueue(new Uint8Array(64 * 1024).fill(0x20));
      },
    });
    const answer = await call(path, {
      method: "POST",
      role: "connector",
      headers: { "content-type": "text/xml" },
      body: endless,
    });
    expect(answer.status).toBe(status);
    // What is on its way between the two has its own buffers.
    expect(given).toBeLessThan(readAtMost + 512 * 1024);
  });
});

describe("a compressed body is not opened", () => {
  const gzipOf = async (text: string): Promise<Uint8Array<ArrayBuffer>> => {
    const stream = new Response(text).body?.pipeThrough(new CompressionStream("gzip"));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  };

  test.each(["gzip", "deflate", "br", "GZIP", "identity, gzip", "x"])("%s: 415 at both doors", async (coding) => {
    const document = await gzipOf(secret);
    const headers = { "content-encoding": coding };
    const problem = await withNothingKept(async () => await postBytes(document, headers));
    expect(await verdictOf(problem)).toBe("415 unsupported-media-type");
    const fault = await withNothingKept(async () => await postSoap(document, headers));
    expect(await verdictOf(fault)).toBe("415 fault 7091");
  });

  test("nor one that does not say so, whose 10 GiB nobody unpacks", async () => {
    const document = await gzipOf(secret.repeat(100_000));
    expect(await verdictOf(await withNothingKept(async () => await postBytes(document)))).toBe("400 xml-not-readable");
    expect(await verdictOf(await withNothingKept(async () => await postSoap(document)))).toBe("500 fault 7091");
    expect(await verdictOf(await withNothingKept(async () => await postSoap(around(document))))).toBe("500 fault 7091");
  });

  test("identity is no compression", async () => {
    expect((await postBytes(filledUp(20_000 * 10), { "content-encoding": "Identity" })).status).toBe(202);
    await untilSent((messages) => messages.length === 1);
  });
});

describe("an envelope whose Base64 is broken", () => {
  const sound = around(bytesOf(`<a>${secret}</a>`.repeat(1_000)));
  const base64 = /(?<=MimeType="text\/xml">)[^<]*/;
  test.each([
    ["cut off within a group", (text: string) => text.slice(0, 4_001)],
    ["cut off between groups", (text: string) => text.slice(0, 4_000)],
    ["with what is none", (text: string) => `${text.slice(0, 4_000)}\u00e4`],
    ["with padding in the middle", (text: string) => `${text.slice(0, 3_999)}=${text.slice(4_000)}`],
    ["with nothing in it", () => ""],
  ])("%s is refused, nothing is kept", async (_case, change) => {
    const envelope = sound.replace(base64, change);
    expect(envelope).not.toBe(sound);
    expect(await verdictOf(await withNothingKept(async () => await postSoap(envelope)))).toBe("500 fault 7091");
  });
});

test("after all that a sound document is taken as ever", async () => {
  expect((await postDocument(aDocument(51, at), at)).status).toBe(202);
});
