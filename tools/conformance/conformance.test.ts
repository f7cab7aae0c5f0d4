import { expect, test } from "vitest";
import { conformanceReport } from "./conformance.ts";

const schemasFolder = process.env.LAGEBILD_SCHEMAS;
if (schemasFolder === undefined) {
  console.warn("ÜBERSPRUNGEN: Prüfung gegen die offiziellen Schemas (LAGEBILD_SCHEMAS nennt ihren Ordner)");
}

test.skipIf(schemasFolder === undefined)(
  "every simulated document and envelope is valid by gematik's official schemas",
  async () => {
    const report = await conformanceReport({ schemasFolder: schemasFolder ?? "", documents: 500 });
    expect(report).toMatchObject({ ok: true, value: { allValid: true } });
  },
  60_000,
);
