import { env } from "cloudflare:workers";
import { credentialsSchema } from "@lagebild/worker-kit";
import { beforeAll, expect, test } from "vitest";
import { testAccess } from "../../testing/access-table.ts";
import { call, prepareDatabase } from "./a-report.ts";

beforeAll(prepareDatabase);

// As design 9 lists them.
testAccess({
  guarded: [
    ["POST", "/ProvisioningService", ["connector"]],
    ["POST", "/v1/operating-data", ["connector"]],
    ["POST", "/v1/contracts", ["operator"]],
    ["GET", "/metrics", ["monitor"]],
    ["POST", "/_local/jobs/reconcile", ["monitor"]],
    ["POST", "/_local/jobs/expire", ["monitor"]],
  ],
  open: ["/healthz", "/readyz", "/version", "/openapi.json"],
  call,
});

test("an unknown path is a problem, not a hint", async () => {
  const answer = await call("/v1/nothing", { role: "operator" });
  expect(answer.status).toBe(404);
  expect(answer.headers.get("content-type")).toContain("application/problem+json");
});

test("every answer forbids storing and framing", async () => {
  const answer = await call("/version");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
});

test("tokens stand in the configuration as hashes only", () => {
  const { API_TOKENS } = env as unknown as { API_TOKENS: string };
  expect(API_TOKENS).not.toContain("test-token");
  expect(credentialsSchema.parse(API_TOKENS).every((credential) => credential.sha256.length === 64)).toBe(true);
});
