import { type OperatingRecordMessage, operatingRecordMessageSchema } from "@lagebild/protocol";
import { addDays, firstKeptDay, utcDay } from "@lagebild/retention";
import { logEvent } from "@lagebild/worker-kit";
import { storeRecords } from "./record-store.ts";
import { type RejectionReason, countRejections } from "./rejection-store.ts";

/** A queue of ours by its name, which is the only place that names the tenant (design 3.6). */
export interface SourceQueue {
  readonly tenant: string;
  readonly dead: boolean;
}

/** The tenant that a queue belongs to, or undefined for a queue that is none of ours. */
export const sourceOf = (queue: string): SourceQueue | undefined => {
  const match = /^(dead-)?operating-data-([a-z][a-z0-9]{1,30})$/.exec(queue);
  return match?.[2] === undefined ? undefined : { tenant: match[2], dead: match[1] !== undefined };
};

export interface ConsumeContext {
  readonly database: D1Database;
  readonly now: Date;
  readonly random: () => number;
  /** In local mode a moved clock makes days that real time calls future. */
  readonly local: boolean;
}

/**
 * Stores a batch as a whole. What fails the schema or is too old is counted by reason and acknowledged; when the store
 * fails, everything is delivered again. `message.timestamp` and `message.id` are not looked at: they would say when a
 * device reported (design 3.5). A dead letter takes the same way once more, hourly until its retention ends.
 */
export const consume = async (batch: MessageBatch, context: ConsumeContext): Promise<void> => {
  const source = sourceOf(batch.queue);
  if (source === undefined) throw new Error("a queue that is none of ours");
  const { messages, rejected } = sortOut(batch.messages, source, context);
  if (messages.length > 0) await storeRecords(context.database, messages, { ...context, tenant: source.tenant });
  if (source.dead && messages.length > 0) rejected.set("dead-replayed", messages.length);
  await countRejections(context.database, { tenant: source.tenant, day: utcDay(context.now) }, rejected);
  batch.ackAll();
  for (const [reason, count] of rejected) {
    logEvent({ event: "records-rejected", level: "warning", tenant: source.tenant, reason, count });
  }
};

const sortOut = (
  delivered: readonly Message[],
  source: SourceQueue,
  context: ConsumeContext,
): { messages: OperatingRecordMessage[]; rejected: Map<RejectionReason, number> } => {
  const messages: OperatingRecordMessage[] = [];
  const rejected = new Map<RejectionReason, number>();
  for (const { body } of delivered) {
    const parsed = operatingRecordMessageSchema.safeParse(body);
    const reason = parsed.success ? dayProblem(parsed.data.day, context) : source.dead ? "dead-schema" : "schema";
    if (reason === undefined && parsed.success) messages.push(parsed.data);
    else if (reason !== undefined) rejected.set(reason, (rejected.get(reason) ?? 0) + 1);
  }
  return { messages, rejected };
};

const dayProblem = (day: string, { now, local }: ConsumeContext): RejectionReason | undefined => {
  const today = utcDay(now);
  if (day < firstKeptDay("receipt", today)) return "too-old";
  return !local && day > addDays(today, 1) ? "day-ahead" : undefined;
};
