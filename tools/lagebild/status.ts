import { type Sample, readSamples, samplesOf, sumOf } from "./prometheus-text.ts";
import { type RunningStack, statusOf } from "./running-stack.ts";

export interface IngestStatus {
  readonly contracts: number;
  readonly activeContracts: number;
  readonly waiting: number;
  readonly unconfirmed: number;
  /** Handed over today and not counted by gematik yet; undefined if one of both does not say. */
  readonly underway: number | undefined;
  readonly lastReport: Date | undefined;
  readonly rejected: number;
}

export interface GematikStatus {
  readonly recordsToday: number;
  readonly rejected: number;
  readonly deadLetters: number;
}

export interface StackStatus {
  readonly health: Readonly<Record<"gateway" | "ingest" | "gematik", boolean>>;
  /** Undefined if the Worker does not say. */
  readonly ingest: IngestStatus | undefined;
  readonly gematik: GematikStatus | undefined;
}

const answerMs = 10_000;

export const readStatus = async (stack: RunningStack): Promise<StackStatus> => {
  const { baseUrl } = stack;
  const [gateway, ingestHealth, gematikHealth, ingest, gematik] = await Promise.all([
    statusOf(`${baseUrl}/healthz`),
    statusOf(`${baseUrl}/ingest/healthz`),
    statusOf(`${baseUrl}/gematik/healthz`),
    readMetrics(stack, "ingest"),
    readMetrics(stack, "gematik"),
  ]);
  return {
    health: { gateway: gateway === 200, ingest: ingestHealth === 200, gematik: gematikHealth === 200 },
    ingest: ingest && ingestStatus(ingest, gematik),
    gematik: gematik && gematikStatus(gematik),
  };
};

/**
 * Something that someone has to look at now. Counters of refusals and dead letters do not count: they stay for weeks
 * after the cause is gone.
 */
export const needsAttention = ({ health, ingest, gematik }: StackStatus): boolean =>
  Object.values(health).includes(false) ||
  ingest === undefined ||
  gematik === undefined ||
  ingest.waiting > 0 ||
  ingest.unconfirmed > 0;

const ingestStatus = (samples: readonly Sample[], gematik: readonly Sample[] | undefined): IngestStatus => {
  const active = samplesOf(samples, "lagebild_contracts").find((sample) => sample.labels.status === "active");
  const [lastReport] = samplesOf(samples, "lagebild_last_report_seconds");
  const forwarded = sumOf(samples, "lagebild_forwarded_today");
  return {
    contracts: sumOf(samples, "lagebild_contracts"),
    activeContracts: active?.value ?? 0,
    waiting: sumOf(samples, "lagebild_outbox_waiting"),
    unconfirmed: sumOf(samples, "lagebild_outbox_unconfirmed"),
    // Between two reads a record may arrive.
    underway: gematik && Math.max(0, forwarded - sumOf(gematik, "lagebild_records_today")),
    lastReport: lastReport && new Date(lastReport.value * 1_000),
    rejected: sumOf(samples, "lagebild_rejected_documents_total"),
  };
};

const gematikStatus = (samples: readonly Sample[]): GematikStatus => ({
  recordsToday: sumOf(samples, "lagebild_records_today"),
  rejected: sumOf(samples, "lagebild_rejected_records_total"),
  deadLetters: sumOf(samples, "lagebild_dead_letters_total"),
});

const readMetrics = async ({ baseUrl, tokens }: RunningStack, worker: string): Promise<Sample[] | undefined> => {
  try {
    const answer = await fetch(`${baseUrl}/${worker}/metrics`, {
      headers: { authorization: `Bearer ${tokens.monitor}` },
      signal: AbortSignal.timeout(answerMs),
    });
    return answer.ok ? readSamples(await answer.text()) : undefined;
  } catch {
    // A Worker that does not answer is a finding, shown as such.
    return undefined;
  }
};
