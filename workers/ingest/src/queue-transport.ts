import { type OperatingRecordMessage, maxMessageBytes } from "@lagebild/protocol";
import { type Deliver, type HandedOver, handedOver } from "./transport.ts";

export interface QueuePorts {
  /**
   * Writes the record into the expected set. Gives `late` if its day is reconciled already, so that nothing but a
   * receipt may count as its confirmation.
   */
  readonly expect: (record: HandedOver) => Promise<"expected" | "late">;
  readonly send: (message: OperatingRecordMessage) => Promise<void>;
}

/** By a queue of the account that gematik's Worker lives in: first expected, then sent, so that a loss is noticed. */
export const queueTransport =
  ({ expect, send }: QueuePorts): Deliver =>
  async (message, sentAt) => {
    // Built from bounded fields in ASCII: one character is one byte.
    if (JSON.stringify(message).length > maxMessageBytes) return "too-large";
    const expected = await expect(handedOver(message, sentAt));
    await send(message);
    return expected === "late" ? "late" : "sent";
  };
