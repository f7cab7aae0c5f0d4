import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type CorpusReport, compareVerdicts, corpusSchemas } from "./corpus.ts";
import { NEEDED_SCHEMAS, simulatedBatches } from "./simulated-batches.ts";
import { type Batch, type BatchError, type BatchReport, validateBatch } from "./xmllint.ts";

export interface ConformanceOptions {
  /** Folder with gematik's schemas: conn/, vpnzugd/, tel/, ext/. */
  readonly schemasFolder: string;
  /** Number of simulated reports. */
  readonly documents: number;
  /** Number of generated documents, sound and mutated, whose verdicts are compared. */
  readonly corpus: number;
  readonly seed?: number;
  /** Further batches that the caller wants checked the same way, such as SOAP responses, faults, hardened XML. */
  readonly furtherBatches?: readonly Batch[];
}

export type ConformanceResult =
  { readonly ok: true; readonly value: ConformanceReport } | { readonly ok: false; readonly error: ConformanceError };

export interface ConformanceReport {
  readonly batches: readonly BatchReport[];
  readonly corpus: CorpusReport;
  /** Every simulated document is valid, every verdict explained, every forwarded document sound. */
  readonly passed: boolean;
}

export type ConformanceError = BatchError | { readonly code: "schema-missing"; readonly path: string };

/**
 * Validates simulated reports (and further batches) against gematik's own schemas with xmllint and compares its verdicts
 * on a corpus with ours, in a temporary folder that is gone afterwards. The error says what is missing on this machine;
 * invalid documents are no error but a report.
 */
export async function conformanceReport(options: ConformanceOptions): Promise<ConformanceResult> {
  const { documents, corpus, seed = 1, furtherBatches = [] } = options;
  const schemasFolder = resolve(options.schemasFolder);
  for (const path of [...NEEDED_SCHEMAS, ...corpusSchemas]) {
    if (!(await exists(join(schemasFolder, path)))) return { ok: false, error: { code: "schema-missing", path } };
  }
  const folder = await mkdtemp(join(tmpdir(), "lagebild-conformance-"));
  try {
    const simulated = [...simulatedBatches({ seed, documents }, schemasFolder), ...furtherBatches];
    const batches = await validateAll(simulated, folder);
    if (!batches.ok) return batches;
    const compared = await compareVerdicts({ schemasFolder, documents: corpus, seed, folder });
    if (!compared.ok) return compared;
    const passed = batches.value.every(({ valid, documents: all }) => valid === all) && isAgreed(compared.value);
    return { ok: true, value: { batches: batches.value, corpus: compared.value, passed } };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const isAgreed = ({ wronglyRefused, wronglyAccepted, badlyForwarded }: CorpusReport): boolean =>
  wronglyRefused.length + wronglyAccepted.length + badlyForwarded.length === 0;

type Validated =
  { readonly ok: true; readonly value: readonly BatchReport[] } | { readonly ok: false; readonly error: BatchError };

/** One batch after the other: a batch that throws must not leave another one writing into a folder being removed. */
async function validateAll(batches: readonly Batch[], folder: string): Promise<Validated> {
  const reports: BatchReport[] = [];
  for (const [position, batch] of batches.entries()) {
    const result = await validateBatch(batch, join(folder, String(position)));
    if (!result.ok) return result;
    reports.push(result.value);
  }
  return { ok: true, value: reports };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
