import { DurableObject } from "cloudflare:workers";
import { type Clock, logEvent, logFailure } from "@lagebild/worker-kit";
import { config } from "./config.ts";
import { ContractStore, type OutboxRow, type StoredReport } from "./contract-store.ts";
import { count } from "./counter-store.ts";
import { type NewReport, Outbox } from "./outbox.ts";
import { confirmedThrough, expectRecord, markConfirmed, markUnsent } from "./projection-store.ts";
import { queueTransport } from "./queue-transport.ts";
import type { Deliver } from "./transport.ts";
import { uploadTransport } from "./upload-transport.ts";

const retryAfterFailureMs = 60_000;

/**
 * A contract's object: six weeks of reports and their way to gematik. It knows neither the Contract ID nor any address;
 * its name is an HMAC.
 */
export class Contract extends DurableObject {
  readonly #store: ContractStore;
  readonly #outbox: Outbox;

  constructor(context: DurableObjectState, env: Env) {
    super(context, env);
    const objectName = context.id.name ?? "";
    this.#store = new ContractStore(context.storage);
    this.#outbox = new Outbox(this.#store, {
      deliver: transportOf(objectName),
      reportUnsent: (record) => markUnsent(config.database, { ...record, objectName }),
      countUndeliverable: async (reason, number) => {
        logEvent({ event: "record-undeliverable", level: "warning", reason, count: number });
        await count(config.database, "undeliverable", reason, number);
      },
      logFailure: (error) => logFailure("forwarding-failed", error),
    });
  }

  /** Stores a report before it answers, and sends it on afterwards. */
  async recordReport(report: NewReport, clock: Clock, reconciled: string | undefined): Promise<{ revision: number }> {
    await this.#outbox.expire(clock.now, reconciled);
    const { day, revision } = this.#outbox.accept(report, clock.now);
    this.#store.setClockOffset(clock.offsetMs);
    // No await since `accept`: report, outbox row and alarm are written as one.
    await this.#outbox.arm(clock.offsetMs);
    this.ctx.waitUntil(this.#forwardNow(day, clock));
    return { revision };
  }

  /** Sends a day's record again, because gematik has no receipt of it; false if there is no report of that day any more. */
  async resend(day: string, clock: Clock): Promise<boolean> {
    await this.#outbox.expire(clock.now, undefined);
    const known = !this.#store.isEmpty && this.#store.markUnconfirmed(day, clock.now.getTime());
    if (known) await this.#forwardNow(day, clock);
    return known;
  }

  /** Forgets an outbox row, because gematik has the record in this revision or a later one. */
  async confirm(day: string, revision: number, clock: Clock): Promise<void> {
    await this.#outbox.expire(clock.now, undefined);
    this.#store.deleteRow(day, revision);
  }

  /** What is held, for look-ups. Overdue reports are gone, even if no alarm has come. */
  async read(clock: Clock): Promise<{ reports: StoredReport[]; outbox: OutboxRow[] }> {
    await this.#outbox.expire(clock.now, undefined);
    return { reports: this.#store.reports(), outbox: this.#store.outbox() };
  }

  /** Idempotent; never throws, because the platform gives up on an alarm after six failures. */
  override async alarm(): Promise<void> {
    const offsetMs = this.#store.clockOffset();
    const now = new Date(Date.now() + offsetMs);
    try {
      await this.#outbox.expire(now, await confirmedThrough(config.database));
      await this.#outbox.forwardDue(now);
      await this.#outbox.arm(offsetMs);
    } catch (error) {
      logFailure("alarm-failed", error);
      await this.#outbox.arm(offsetMs, now.getTime() + retryAfterFailureMs);
    }
  }

  async #forwardNow(day: string, clock: Clock): Promise<void> {
    await this.#outbox.forwardDay(day, clock.now);
    await this.#outbox.arm(clock.offsetMs);
  }
}

/** The tenant's way to gematik, for the records of one object. */
const transportOf = (objectName: string): Deliver => {
  const { transport, database } = config;
  if (transport.kind === "upload") {
    return uploadTransport(transport, {
      fetch: async (url, request) => await fetch(url, request),
      noteConfirmed: (record) => markConfirmed(database, { ...record, objectName }),
      logRefusal: (status) => logEvent({ event: "upload-refused", level: "warning", status }),
    });
  }
  return queueTransport({
    expect: (record) => expectRecord(database, { ...record, objectName }),
    send: async (message) => void (await transport.queue.send(message, { contentType: "json" })),
  });
};
