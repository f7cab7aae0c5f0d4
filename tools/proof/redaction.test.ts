import { expect, test } from "vitest";
import { proveRedaction } from "./redaction.ts";
import { proveEveryLine } from "./redactor-lines.ts";

// In small; `pnpm proof redaction` does it with 100,000.
test("of 2,000 documents full of marks none leaves the provider, and nothing depends on what is withheld", () => {
  const proof = proveRedaction({ documents: 2_000, seed: 1 }, () => undefined);
  expect(proof).toMatchObject({ leaks: new Map(), interfering: 0 });
  expect(proof.marks).toBeGreaterThan(100_000);
  expect(proof.accepted).toBeGreaterThan(1_500);
  expect(proof.accepted).toBeLessThan(1_950);
}, 120_000);

// In small; `pnpm proof lines` takes out each of them.
test("every thirteenth line of the redactor is missed by a test when it is taken out", async () => {
  const { lines, survivors } = await proveEveryLine({ stride: 13 }, () => undefined);
  expect(survivors).toEqual([]);
  expect(lines).toBeGreaterThan(8);
}, 300_000);
