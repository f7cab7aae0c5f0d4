import {
  type CoarsenedElement,
  type DocumentFailure,
  buildRecord,
  coarsenedElements,
  readOperatingData,
  writeHardenedXml,
} from "@lagebild/operating-data";
import { type Result, fail, succeed } from "@lagebild/result";

export interface Redaction {
  /** What would be forwarded, without the site type, which the register adds. */
  readonly xml: string;
  /** Elements that are gone with their content, by the schema's name and how often they stood there. */
  readonly removed: ReadonlyMap<string, number>;
  /** Elements and values that no known schema has: gone as well. */
  readonly otherCount: number;
  /** Elements whose values were made coarser, by the schema's name and how many. */
  readonly coarsened: ReadonlyMap<CoarsenedElement, number>;
}

/** What a provider would forward of a Konnektor's document if it came now. */
export const redact = (document: Uint8Array, now: Date): Result<Redaction, DocumentFailure> => {
  const read = readOperatingData(document);
  if (!read.ok) return fail(read.error);
  const { data, removed, otherCount } = read.value;
  // The register names the site type; any may stand in until it is taken out again.
  const record = { ...buildRecord(data, "SONSTIGE", now), siteType: null };
  return succeed({ xml: writeHardenedXml(record), removed, otherCount, coarsened: coarsenedElements(data, now) });
};

export const readInput = async (stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks);
};
