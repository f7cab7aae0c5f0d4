import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readHardenedXml } from "@lagebild/operating-data";
import { describe, expect, test } from "vitest";
import { repositoryRoot } from "../start/settings.ts";

const document = readFileSync(join(repositoryRoot, "packages/operating-data/test/fixtures/1.1.2/input.xml"), "utf8");

const redact = (input: string, ...args: string[]) => {
  const call = ["--no-warnings", "tools/lagebild/main.ts", "redact", ...args];
  return spawnSync(process.execPath, call, { cwd: repositoryRoot, input, encoding: "utf8" });
};

describe("lagebild redact", () => {
  test("writes what would leave the house, and says what was taken out and made coarser, without any value", () => {
    const { status, stdout, stderr } = redact(document);
    expect(status).toBe(0);
    expect(readHardenedXml(stdout)).toMatchObject({ ok: true, value: { siteType: null } });
    for (const line of ["ContractID (1)", "ICCSN (6)", "UpdateMode (1)", "Timestamp (2)", "validity ("]) {
      expect(stderr).toContain(line);
    }
    for (const [, value = ""] of document.matchAll(
      /<\w+:(?:ContractID|ICCSN|subject_commonName|ProductName)>([^<]+)</g,
    )) {
      expect(stdout + stderr).not.toContain(value);
    }
  });

  test("names the place of each problem and writes nothing", () => {
    const broken = document.replace(/FWVersion>[^<]+</, "FWVersion>GEHEIM<").replace(/<OPD:TSL>/, "<OPD:TSL>GEHEIM");
    const { status, stdout, stderr } = redact(broken);
    expect(status).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("/OperatingData/TrustStatus/TSL enthält Text");
    expect(stderr).toContain("/FWVersion hat einen unzulässigen Wert");
    expect(stderr).not.toContain("GEHEIM");
  });

  test.each(["", "Betriebsdaten", "<a>", "<!DOCTYPE a><a/>"])("says why %j is no document at all", (input) => {
    const { status, stdout, stderr } = redact(input);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^Das Dokument /);
  });

  test("ends with 2 if it is called in a wrong way", () => {
    expect(redact("", "datei.xml").status).toBe(2);
  });
});
