import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { proveRecovery } from "../tools/proof/recovery.ts";

// In small; `pnpm proof recovery` does it with 1,000.
const reports = 120;

test("SIGKILL of everything while reports come in loses none that was acknowledged, and leaks nothing", async () => {
  const stateFolder = await mkdtemp(join(tmpdir(), "lagebild-recovery-"));
  try {
    const recovery = await proveRecovery(stateFolder, reports, () => undefined);
    expect(recovery).toMatchObject({ lost: 0, leaks: [] });
    expect(recovery.acknowledged).toBeGreaterThanOrEqual(reports / 2);
    // Otherwise the kill came too late to prove anything.
    expect(recovery.missingAtRestart).toBeGreaterThan(0);
  } finally {
    await rm(stateFolder, { recursive: true, force: true });
  }
}, 300_000);
