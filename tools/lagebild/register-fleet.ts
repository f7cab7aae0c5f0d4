import { type SimulatedConnector, registerCsv, simulatedConnector } from "@lagebild/simulator";
import { z } from "zod";
import type { RunningStack } from "./running-stack.ts";

export interface Registration {
  readonly imported: number;
  readonly unchanged: number;
  readonly rejected: number;
}

const answerSchema = z.object({
  imported: z.int(),
  unchanged: z.int(),
  rejected: z.array(z.unknown()),
});

/** About 100 bytes a line: far below the 5 MiB of a request. */
const contractsARequest = 5_000;

/** Imports the fleet's contracts; undefined if the import was refused or nobody answered. */
export const registerFleet = async (
  { baseUrl, tokens }: RunningStack,
  fleet: { readonly seed: number; readonly connectors: number },
): Promise<Registration | undefined> => {
  const sum = { imported: 0, unchanged: 0, rejected: 0 };
  for (let start = 0; start < fleet.connectors; start += contractsARequest) {
    const size = Math.min(contractsARequest, fleet.connectors - start);
    const connectors = Array.from({ length: size }, (_, index): SimulatedConnector =>
      simulatedConnector(fleet.seed, start + index),
    );
    const answer = await fetch(`${baseUrl}/ingest/v1/contracts`, {
      method: "POST",
      headers: { authorization: `Bearer ${tokens.operator}`, "content-type": "text/csv" },
      body: registerCsv(connectors),
    }).catch(() => undefined);
    if (!answer?.ok) return undefined;
    const done = answerSchema.parse(await answer.json());
    sum.imported += done.imported;
    sum.unchanged += done.unchanged;
    sum.rejected += done.rejected.length;
  }
  return sum;
};
