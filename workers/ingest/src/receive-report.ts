import { type DocumentFailure, readOperatingData } from "@lagebild/operating-data";
import { type Result, fail, succeed } from "@lagebild/result";
import { utcDay } from "@lagebild/retention";
import { type Clock, logEvent } from "@lagebild/worker-kit";
import type { Config } from "./config.ts";
import { contractObject, objectNameOf, recordIdOf } from "./contract-names.ts";
import { count } from "./counter-store.ts";
import type { ReportPayload } from "./outbox.ts";
import { findContract } from "./register-store.ts";
import { countRemovals } from "./removal-store.ts";

/** A document as it came, decoded, may have this many bytes (design 3.1). */
export const maxDocumentBytes = 2 * 1024 * 1024;

/** Why a report was not taken. The contract's failures are one, so that nobody learns which Contract IDs exist. */
export type ReportFailure = DocumentFailure | { readonly code: "contract-refused" };

export interface ReceivedReport {
  /** The UTC day of receipt; InformationDate has no say in it (design 3.4). */
  readonly recordDay: string;
  readonly receivedAt: string;
}

/**
 * Takes a Konnektor's document: read, contract checked, stored by the contract's object. After that it is
 * acknowledged; what is refused leaves nothing but a count by reason. `later` takes work that the device need not wait
 * for.
 */
export const receiveReport = async (
  config: Config,
  document: Uint8Array,
  { clock, later }: { readonly clock: Clock; readonly later: (work: Promise<void>) => void },
): Promise<Result<ReceivedReport, ReportFailure>> => {
  const read = readOperatingData(document);
  if (!read.ok) return await refuse(config, read.error);
  const { contractId } = read.value;
  const contract = contractId === null ? undefined : await findContract(config.database, contractId);
  if (contractId === null || contract?.status !== "active") {
    logEvent({ event: "contract-refused", level: "warning", reason: contract?.status ?? "unknown" });
    return await refuse(config, { code: "contract-refused" });
  }
  const day = utcDay(clock.now);
  const payload: ReportPayload = { siteType: contract.siteType, data: read.value.data };
  await store(config, {
    contractId,
    day,
    payload,
    clock,
    reconciled: contract.confirmedThrough ?? undefined,
  });
  later(countRemovals(config.database, new Map([...read.value.removed, ["other", read.value.otherCount]])));
  return succeed({ recordDay: day, receivedAt: clock.now.toISOString() });
};

interface Storing {
  readonly contractId: string;
  readonly day: string;
  readonly payload: ReportPayload;
  readonly clock: Clock;
  readonly reconciled: string | undefined;
}

const store = async (config: Config, { contractId, day, payload, clock, reconciled }: Storing): Promise<void> => {
  const [objectName, recordId] = await Promise.all([
    objectNameOf(contractId, config.contractNameKey),
    recordIdOf(day, contractId, config.recordIdKey),
  ]);
  const object = contractObject(config, objectName);
  await object.recordReport({ day, recordId, payload: JSON.stringify(payload) }, clock, reconciled);
};

const refuse = async (config: Config, failure: ReportFailure): Promise<Result<never, ReportFailure>> => {
  await count(config.database, "rejected", failure.code, 1);
  return fail(failure);
};
