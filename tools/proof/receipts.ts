import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { receiptsPageSchema } from "@lagebild/protocol";
import { z } from "zod";
import type { StartedStack } from "./local-stack.ts";

/** The recordId of a contract's day, as the provider makes it (design 3.5). */
export const recordIdIn = (stateFolder: string, day: string, contractId: string): string => {
  const secrets = z
    .object({ RECORD_ID_KEY: z.string() })
    .parse(JSON.parse(readFileSync(join(stateFolder, "secrets.json"), "utf8")));
  return createHmac("sha256", secrets.RECORD_ID_KEY).update(`${day}|${contractId}`).digest("hex").slice(0, 32);
};

/** All recordIds that gematik holds of a day. */
export const heldRecordIds = async (stack: StartedStack, day: string): Promise<ReadonlySet<string>> => {
  const held = new Set<string>();
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ day, ...(cursor === undefined ? {} : { cursor }) });
    const answer = await fetch(`${stack.baseUrl}/gematik/v1/receipts?${query.toString()}`, {
      headers: { authorization: `Bearer ${stack.tokens.tenant}` },
    });
    const page = receiptsPageSchema.parse(await answer.json());
    for (const item of page.items) held.add(item.recordId);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return held;
};

/** Konnektoren that the cube `fleet` counts today. */
export const fleetCount = async (stack: StartedStack): Promise<number> => {
  const answer = await fetch(`${stack.baseUrl}/gematik/v1/aggregates/fleet?exact=true`, {
    headers: { authorization: `Bearer ${stack.tokens.analyst}` },
  });
  const answerSchema = z.object({ rows: z.array(z.object({ count: z.number() })) });
  return answerSchema.parse(await answer.json()).rows[0]?.count ?? 0;
};
