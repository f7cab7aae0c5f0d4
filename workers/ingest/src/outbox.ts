import { type OperatingData, type SiteType, buildRecord } from "@lagebild/operating-data";
import type { OperatingRecordMessage } from "@lagebild/protocol";
import { firstKeptDay, overdueFrom, reportExpiresAt, reportsOverdueUntil, utcDay } from "@lagebild/retention";
import type { ContractStore, OutboxRow, StoredReport } from "./contract-store.ts";
import type { Deliver } from "./transport.ts";

/** What a report row holds: the provider's elements of table 1, and the site type that the register gave on receipt. */
export interface ReportPayload {
  readonly siteType: SiteType;
  readonly data: OperatingData;
}

/** A report as the receiving Worker hands it to the object. */
export interface NewReport {
  readonly day: string;
  readonly recordId: string;
  /** JSON of a `ReportPayload`. */
  readonly payload: string;
}

/** How the outbox reaches the world. */
export interface OutboxPorts {
  readonly deliver: Deliver;
  /** Writes that the record could not be sent and waits here. */
  readonly reportUnsent: (record: { day: string; recordId: string; revision: number }) => Promise<void>;
  readonly countUndeliverable: (reason: "too-large" | "too-old", count: number) => Promise<void>;
  readonly logFailure: (error: unknown) => void;
}

const retryAfterMs = 30_000;
const longestRetryMs = 3_600_000;

/**
 * One contract's reports and what of them is still on its way. Every step is stored before the next one starts, so
 * that it can stop anywhere and go on from its alarm; what is sent twice is recognised by recordId and revision.
 */
export class Outbox {
  readonly #store: ContractStore;
  readonly #ports: OutboxPorts;
  #underWay: Promise<void> | undefined;

  constructor(store: ContractStore, ports: OutboxPorts) {
    this.#store = store;
    this.#ports = ports;
  }

  /** Stores the report of a day with its outbox row, due a little later in case that sending at once does not come to its end. */
  accept(report: NewReport, now: Date): StoredReport {
    return this.#store.transaction(() => {
      this.#store.prepare();
      const stored = this.#store.putReport({ ...report, receivedAt: now.getTime() });
      this.#store.enqueue(stored.day, stored.revision, now.getTime() + retryAfterMs);
      return stored;
    });
  }

  /** Sends the record of one day now, whether it is due or not. */
  async forwardDay(day: string, now: Date): Promise<void> {
    await this.#inTurn(async () => {
      const row = this.#store.outboxRow(day);
      if (row) await this.#forwardRow(row, now);
    });
  }

  /** Sends what is due. */
  async forwardDue(now: Date): Promise<void> {
    await this.#inTurn(async () => {
      for (const row of this.#store.dueRows(now.getTime())) await this.#forwardRow(row, now);
    });
  }

  /**
   * One after the other: an upload may take as long as the first retry waits, and of two reports of a day the later one
   * has to arrive last where nobody knows our revisions.
   */
  async #inTurn(work: () => Promise<void>): Promise<void> {
    while (this.#underWay !== undefined) await this.#underWay;
    const turn = work();
    // How it ends is for whoever asked for it; the next one only waits.
    this.#underWay = turn.catch(() => undefined).finally(() => (this.#underWay = undefined));
    await turn;
  }

  async #forwardRow(row: OutboxRow, now: Date): Promise<void> {
    const report = this.#store.getReport(row.day);
    if (report === undefined) return;
    const { day, recordId, revision } = report;
    try {
      const delivery = await this.#ports.deliver(toMessage(report), now);
      if (delivery === "confirmed" || delivery === "too-large") this.#store.deleteRow(day, revision);
      else {
        const state = delivery === "late" || row.state === "unconfirmed" ? "unconfirmed" : "sent";
        this.#store.updateRow({ day, revision }, { state, attempts: row.attempts, dueAt: null });
      }
      if (delivery === "too-large") await this.#countUndeliverable("too-large", 1);
    } catch (error) {
      this.#ports.logFailure(error);
      const wait = Math.min(retryAfterMs * 2 ** row.attempts, longestRetryMs);
      this.#store.updateRow(
        { day, revision },
        { state: row.state, attempts: row.attempts + 1, dueAt: now.getTime() + wait },
      );
      await this.#ports.reportUnsent({ day, recordId, revision }).catch(this.#ports.logFailure);
    }
  }

  /** A count that cannot be written must not cost a device its report. */
  async #countUndeliverable(reason: "too-large" | "too-old", count: number): Promise<void> {
    await this.#ports.countUndeliverable(reason, count).catch(this.#ports.logFailure);
  }

  /** Deletes what is overdue, and forgets rows whose day is confirmed. */
  async expire(now: Date, confirmedThrough: string | undefined): Promise<void> {
    if (this.#store.isEmpty) return;
    this.#store.deleteReportsReceivedUntil(reportsOverdueUntil(now).getTime());
    if (confirmedThrough !== undefined) this.#store.deleteSentThrough(confirmedThrough);
    const undeliverable = this.#store.deleteRowsBefore(firstKeptDay("outbox", utcDay(now)));
    if (undeliverable > 0) await this.#countUndeliverable("too-old", undeliverable);
    if (this.#store.oldestReceipt() === undefined) await this.#store.deleteAll();
  }

  /**
   * Sets the alarm to the earliest thing to do, but not before an instant in milliseconds. `offsetMs` is how far this
   * object's clock lies from real time, on which alarms run.
   */
  async arm(offsetMs: number, notBefore = 0): Promise<void> {
    const due = this.#nextDue();
    if (due !== undefined) await this.#store.setAlarm(Math.max(due, notBefore) - offsetMs);
  }

  #nextDue(): number | undefined {
    const oldest = this.#store.oldestReceipt();
    const oldestDay = this.#store.oldestOutboxDay();
    const dues = [
      oldest === undefined ? undefined : reportExpiresAt(new Date(oldest)).getTime(),
      oldestDay === undefined ? undefined : overdueFrom("outbox", oldestDay).getTime(),
      this.#store.nextSendAt(),
    ].filter((due) => due !== undefined);
    return dues.length === 0 ? undefined : Math.min(...dues);
  }
}

const toMessage = (report: StoredReport): OperatingRecordMessage => {
  const payload = JSON.parse(report.payload) as ReportPayload;
  return {
    version: 1,
    recordId: report.recordId,
    day: report.day,
    revision: report.revision,
    record: buildRecord(payload.data, payload.siteType, new Date(report.receivedAt)),
  };
};
