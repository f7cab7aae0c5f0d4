import { z } from "zod";
import { daySchema, recordIdSchema } from "./identifiers.ts";

/** `GET /v1/receipts?day=`: what gematik holds of one tenant and day, by recordId, at most 14 days back. */
export const receiptsPageSchema = z.strictObject({
  day: daySchema,
  /** In ascending order of recordId. */
  items: z.array(z.strictObject({ recordId: recordIdSchema, revision: z.int().min(1) })).max(10_000),
  /** Records of that day in all. */
  stored: z.int().min(0),
  rejected: z.array(z.strictObject({ reason: z.string().max(64), count: z.int().min(1) })).max(100),
  nextCursor: z.string().max(200).optional(),
});

export type ReceiptsPage = z.infer<typeof receiptsPageSchema>;
