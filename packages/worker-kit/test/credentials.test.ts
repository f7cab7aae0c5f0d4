import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { roles } from "@lagebild/protocol";
import { credentialsSchema, sha256Hex } from "../src/access.ts";

const sha256 = "0".repeat(64);
const accepts = (value: unknown): boolean => credentialsSchema.safeParse(value).success;

describe("the binding API_TOKENS", () => {
  test("lets nobody in if it is not there", () => {
    expect(credentialsSchema.parse(undefined)).toEqual([]);
  });

  test.each(roles)("knows the role %s", (role) => {
    expect(credentialsSchema.parse(JSON.stringify([{ role, sha256 }]))).toEqual([{ role, sha256 }]);
  });

  test("may name a tenant and scopes", () => {
    const credential = { role: "tenant", sha256, tenant: "one", scopes: ["aggregates:exact"] };
    expect(credentialsSchema.parse(JSON.stringify([credential]))).toEqual([credential]);
  });

  test.each([
    ["no text", []],
    ["no JSON", "[{"],
    ["no list", "{}"],
    ["an unknown role", JSON.stringify([{ role: "admin", sha256 }])],
    ["a token instead of its hash", JSON.stringify([{ role: "monitor", sha256: "secret" }])],
    ["a hash in capitals", JSON.stringify([{ role: "monitor", sha256: "A".repeat(64) }])],
    ["no hash", JSON.stringify([{ role: "monitor" }])],
    ["an unknown scope", JSON.stringify([{ role: "analyst", sha256, scopes: ["all"] }])],
    ["one key too many", JSON.stringify([{ role: "monitor", sha256, token: "secret" }])],
    ["more than 100,000 characters", `[]${" ".repeat(100_000)}`],
    ["more than 1,000 credentials", JSON.stringify(Array.from({ length: 1_001 }, () => ({ role: "kim", sha256 })))],
  ])("is refused with %s", (_case, value) => {
    expect(accepts(value)).toBe(false);
  });

  test("does not repeat itself in the message of what is wrong", () => {
    const result = credentialsSchema.safeParse('[{"role":"monitor","sha256":"geheim"}, geheim');
    expect(result.success).toBe(false);
    expect(JSON.stringify(result.error?.issues)).not.toContain("geheim");
  });
});

describe("a token's hash", () => {
  test.each(["", "a", "Schlüssel 😀"])("of %j is SHA-256 of its UTF-8 in hex", async (token) => {
    expect(await sha256Hex(token)).toBe(createHash("sha256").update(token, "utf8").digest("hex"));
  });
});
