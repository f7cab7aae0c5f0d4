import { access, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { NEEDED_SCHEMAS, simulatedBatches } from "./simulated-batches.ts";
import { type Batch, type BatchError, type BatchReport, validateBatch } from "./xmllint.ts";

export interface ConformanceOptions {
  /** Folder with gematik's schemas: conn/, vpnzugd/, tel/, ext/. */
  readonly schemasFolder: string;
  /** Number of simulated reports. */
  readonly documents: number;
  readonly seed?: number;
  /** Further batches that the caller wants checked the same way, such as SOAP responses, faults, hardened XML. */
  readonly furtherBatches?: readonly Batch[];
}

export type ConformanceResult =
  { readonly ok: true; readonly value: ConformanceReport } | { readonly ok: false; readonly error: ConformanceError };

export interface ConformanceReport {
  readonly batches: readonly BatchReport[];
  readonly allValid: boolean;
}

export type ConformanceError = BatchError | { readonly code: "schema-missing"; readonly path: string };

/**
 * Validates simulated reports (and further batches) against gematik's own schemas with xmllint, in a temporary folder
 * that is gone afterwards. The error says what is missing on this machine; invalid documents are no error but a report.
 */
export async function conformanceReport(options: ConformanceOptions): Promise<ConformanceResult> {
  const { documents, seed = 1, furtherBatches = [] } = options;
  const schemasFolder = resolve(options.schemasFolder);
  for (const path of NEEDED_SCHEMAS) {
    if (!(await exists(join(schemasFolder, path)))) return { ok: false, error: { code: "schema-missing", path } };
  }
  const folder = await mkdtemp(join(tmpdir(), "lagebild-conformance-"));
  try {
    return await validateAll([...simulatedBatches({ seed, documents }, schemasFolder), ...furtherBatches], folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One batch after the other: a batch that throws must not leave another one writing into a folder being removed. */
async function validateAll(batches: readonly Batch[], folder: string): Promise<ConformanceResult> {
  const reports: BatchReport[] = [];
  for (const [position, batch] of batches.entries()) {
    const result = await validateBatch(batch, join(folder, String(position)));
    if (!result.ok) return result;
    reports.push(result.value);
  }
  const allValid = reports.every((report) => report.valid === report.documents);
  return { ok: true, value: { batches: reports, allValid } };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
