import type { ReceiptsPage } from "@lagebild/protocol";
import { addDays, firstKeptDay, utcDay } from "@lagebild/retention";
import type { ExpectedRecord, UnconfirmedRecord } from "./projection-store.ts";

/** What reconciliation needs of the world. */
export interface ReconcilePorts {
  readonly now: Date;
  readonly confirmedThrough: () => Promise<string | undefined>;
  readonly firstExpectedDay: () => Promise<string | undefined>;
  readonly expectedPage: (day: string, after: string) => Promise<readonly ExpectedRecord[]>;
  readonly receiptsPage: (day: string, cursor: string | undefined) => Promise<ReceiptsPage>;
  readonly unconfirmed: () => Promise<readonly UnconfirmedRecord[]>;
  readonly watch: (record: UnconfirmedRecord) => Promise<void>;
  readonly forget: (record: UnconfirmedRecord) => Promise<void>;
  readonly resend: (record: { objectName: string; day: string }) => Promise<void>;
  readonly confirm: (record: { objectName: string; day: string; revision: number }) => Promise<void>;
  readonly confirmDay: (seen: { day: string; records: number; revisions: number }) => Promise<boolean>;
}

export interface Reconciled {
  readonly missing: number;
  readonly resent: number;
  readonly confirmed: number;
  readonly daysConfirmed: number;
}

// A message is on its way for seconds; one that is younger than this is not missing yet.
const graceMs = 30_000;
// A record told to go again is not told once more before this.
const resendAfterMs = 10 * 60_000;

/**
 * Holds the expected set against gematik's receipts (design 3.7): objects whose record is missing send it again, days
 * without anything undecided are declared confirmed, and what was missing before is confirmed once it is found.
 */
export const reconcile = async (ports: ReconcilePorts): Promise<Reconciled> => {
  const today = utcDay(ports.now);
  const watched = await ports.unconfirmed();
  const last = await ports.confirmedThrough();
  const first = last === undefined ? await ports.firstExpectedDay() : addDays(last, 1);
  // Nothing can be expected of a day whose projection is due for deletion, however long nobody has reconciled.
  const oldest = firstKeptDay("projection", today);
  const open = first === undefined ? [] : daysFrom(first < oldest ? oldest : first, today);
  const days = [...new Set([...watched.map((record) => record.day), ...open])].toSorted();
  let sum: Reconciled = { missing: 0, resent: 0, confirmed: 0, daysConfirmed: 0 };
  let unbroken = true;
  for (const day of days) {
    const receipts = await readReceipts(ports, day);
    const settled = await settleWatched(
      ports,
      watched.filter((record) => record.day === day),
      receipts,
    );
    const isOpen = open.includes(day);
    const compared = isOpen ? await compareDay(ports, { day, receipts, watched }) : undefined;
    unbroken &&= compared === undefined || (!compared.undecided && day < today && (await ports.confirmDay(compared)));
    sum = {
      missing: sum.missing + (compared?.missing ?? 0),
      resent: sum.resent + settled.resent + (compared?.missing ?? 0),
      confirmed: sum.confirmed + settled.confirmed,
      daysConfirmed: sum.daysConfirmed + (compared && unbroken ? 1 : 0),
    };
  }
  return sum;
};

type Receipts = ReadonlyMap<string, number>;

const readReceipts = async (ports: ReconcilePorts, day: string): Promise<Receipts> => {
  const receipts = new Map<string, number>();
  let cursor: string | undefined;
  do {
    const page = await ports.receiptsPage(day, cursor);
    for (const item of page.items) receipts.set(item.recordId, item.revision);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return receipts;
};

const hasArrived = (record: { recordId: string; revision: number }, receipts: Receipts): boolean =>
  (receipts.get(record.recordId) ?? 0) >= record.revision;

/** What was missing before: confirmed if it has come since, else sent once more. */
const settleWatched = async (
  ports: ReconcilePorts,
  watched: readonly UnconfirmedRecord[],
  receipts: Receipts,
): Promise<{ confirmed: number; resent: number }> => {
  let confirmed = 0;
  let resent = 0;
  for (const record of watched) {
    if (hasArrived(record, receipts)) {
      await ports.confirm(record);
      await ports.forget(record);
      confirmed += 1;
    } else if (Math.abs(ports.now.getTime() - record.resentAt) >= resendAfterMs) {
      await ports.watch({ ...record, resentAt: ports.now.getTime() });
      await ports.resend(record);
      resent += 1;
    }
  }
  return { confirmed, resent };
};

interface ComparedDay {
  readonly day: string;
  readonly records: number;
  readonly revisions: number;
  readonly missing: number;
  /** Something was sent so shortly before that it may still be on its way. */
  readonly undecided: boolean;
}

/** Finds the expected records of a day that gematik does not have, and has their objects send them again. */
const compareDay = async (
  ports: ReconcilePorts,
  given: { day: string; receipts: Receipts; watched: readonly UnconfirmedRecord[] },
): Promise<ComparedDay> => {
  const watchedRevisions = new Map(given.watched.map((record) => [record.recordId, record.revision]));
  const compared = { day: given.day, records: 0, revisions: 0, missing: 0, undecided: false };
  let after = "";
  for (;;) {
    const page = await ports.expectedPage(given.day, after);
    for (const record of page) {
      compared.records += 1;
      compared.revisions += record.revision;
      // Not sent yet: its object tries by itself, and finds out that the day is confirmed if that takes so long.
      if (record.sentAt === null || hasArrived(record, given.receipts)) continue;
      if ((watchedRevisions.get(record.recordId) ?? 0) >= record.revision) continue;
      if (Math.abs(ports.now.getTime() - record.sentAt) < graceMs) {
        compared.undecided = true;
        continue;
      }
      compared.missing += 1;
      await ports.watch({ ...record, resentAt: ports.now.getTime() });
      await ports.resend(record);
    }
    const lastRow = page.at(-1);
    if (lastRow === undefined) return compared;
    after = lastRow.recordId;
  }
};

const daysFrom = (first: string, last: string): string[] => {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
};
