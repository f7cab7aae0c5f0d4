import { describe, expect, test } from "vitest";
import { readOperatingData } from "../../operating-data/src/index.ts";
import { readSendData } from "../src/index.ts";
import { aRequest, anEnvelope } from "./an-envelope.ts";
import { hostileDocuments, maxBytes } from "./hostile-documents.ts";

const limitMs = 50;

/** The fastest of some readings: a slow machine or a collected heap must not decide. */
const fastestMs = (work: () => unknown): number => {
  let fastest = Infinity;
  for (let round = 0; round < 20 && fastest >= limitMs; round += 1) {
    const start = performance.now();
    work();
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
};

/** As ingest reads what comes by SOAP: the envelope, then the document unless it is too large. */
const readBoth = (envelope: Uint8Array): string => {
  const document = readSendData(envelope);
  if (!document.ok) return document.error;
  if (document.value.byteLength > maxBytes) return "too-large";
  const data = readOperatingData(document.value);
  return data.ok ? "read" : data.error.code;
};

const around = (document: Uint8Array): Uint8Array =>
  new TextEncoder().encode(anEnvelope(aRequest(Buffer.from(document).toString("base64"))));

// Times are taken here and not at the door: the way through a test's Worker takes as long as all of this.
describe.each(hostileDocuments.filter(({ problem }) => problem !== "413 too-large"))(
  "$name is refused within 50 ms",
  ({ bytes }) => {
    test("as a document", () => {
      expect(readOperatingData(bytes).ok).toBe(false);
      expect(fastestMs(() => readOperatingData(bytes))).toBeLessThan(limitMs);
    });

    test("as the document in an envelope", () => {
      const envelope = around(bytes);
      expect(readBoth(envelope)).not.toBe("read");
      expect(fastestMs(() => readBoth(envelope))).toBeLessThan(limitMs);
    });

    test("as the envelope", () => {
      expect(readSendData(bytes).ok).toBe(false);
      expect(fastestMs(() => readSendData(bytes))).toBeLessThan(limitMs);
    });
  },
);

test("2 MiB and one byte are refused within 50 ms", () => {
  const envelope = around(new Uint8Array(maxBytes + 1).fill(0x20));
  expect(readBoth(envelope)).toBe("too-large");
  expect(fastestMs(() => readBoth(envelope))).toBeLessThan(limitMs);
});

test("an envelope with its document costs little more memory than its bytes", () => {
  const envelope = around(new Uint8Array(maxBytes).fill(0x20));
  readSendData(envelope);
  const before = process.memoryUsage().heapUsed;
  readSendData(envelope);
  // Text, Base64 and bytes lie outside the heap or are slices; a parser's own text was 93 MB.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(4 * envelope.byteLength);
});
