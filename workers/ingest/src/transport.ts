import type { OperatingRecordMessage } from "@lagebild/protocol";

/**
 * What became of a record that was handed over: `sent` and `late` wait for gematik's receipt (`late` if its day was
 * reconciled before), `confirmed` needs none, `too-large` can never be handed over.
 */
export type Delivery = "sent" | "late" | "confirmed" | "too-large";

/** A way to gematik (design 3.5). It throws if the record was not taken; then it is handed over again, with the same bytes. */
export type Deliver = (message: OperatingRecordMessage, sentAt: Date) => Promise<Delivery>;

/** A record as the expected set names it. */
export interface HandedOver {
  readonly day: string;
  readonly recordId: string;
  readonly revision: number;
  /** Milliseconds. */
  readonly sentAt: number;
}

export const handedOver = ({ day, recordId, revision }: OperatingRecordMessage, sentAt: Date): HandedOver => ({
  day,
  recordId,
  revision,
  sentAt: sentAt.getTime(),
});
