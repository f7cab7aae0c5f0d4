import { expect, test } from "vitest";
import { conformanceReport } from "./conformance.ts";

const schemasFolder = process.env.LAGEBILD_SCHEMAS;
if (schemasFolder === undefined) {
  console.warn("ÜBERSPRUNGEN: Prüfung gegen die offiziellen Schemas (LAGEBILD_SCHEMAS nennt ihren Ordner)");
}

test.skipIf(schemasFolder === undefined)(
  "every simulated document is valid by gematik's official schemas, and every verdict on the corpus is theirs or explained",
  async () => {
    const options = { schemasFolder: schemasFolder ?? "", documents: 500, corpus: 3_000 };
    const report = await conformanceReport(options);
    expect(report).toMatchObject({
      ok: true,
      value: { passed: true, corpus: { wronglyRefused: [], wronglyAccepted: [], badlyForwarded: [] } },
    });
    if (!report.ok) return;
    // A corpus in which nothing is refused, or nothing forgiven, would prove nothing.
    const { rows, leniencies, forwarded } = report.value.corpus;
    const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);
    expect(sum(rows.map(({ official }) => official))).toBeGreaterThan(300);
    expect(sum(rows.map(({ documents, accepted }) => documents - accepted))).toBeGreaterThan(500);
    expect([...leniencies.keys()]).toEqual(
      expect.arrayContaining(["unknown element", "unknown attribute", "newer enumeration value"]),
    );
    expect(forwarded).toBe(sum(rows.map(({ accepted }) => accepted)));
  },
  120_000,
);
