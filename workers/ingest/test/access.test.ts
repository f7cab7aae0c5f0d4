import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { credentialsSchema } from "@lagebild/worker-kit";
import { call, prepareDatabase } from "./a-report.ts";

/** Every call that needs a role, as design 9 lists them. */
const calls: readonly (readonly [method: string, path: string, roles: readonly string[]])[] = [
  ["POST", "/ProvisioningService", ["connector"]],
  ["POST", "/v1/operating-data", ["connector"]],
  ["POST", "/v1/contracts", ["operator"]],
  ["GET", "/metrics", ["monitor"]],
  ["POST", "/_local/jobs/reconcile", ["monitor"]],
  ["POST", "/_local/jobs/expire", ["monitor"]],
];
const open = ["/healthz", "/readyz", "/version", "/openapi.json"];
const everyRole = ["connector", "operator", "officer", "analyst", "tenant", "monitor"];

beforeAll(prepareDatabase);

describe.each(calls)("%s %s", (method, path, allowed) => {
  test("without a token: 401", async () => {
    const answer = await call(path, { method });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("www-authenticate")).toContain("Bearer");
    expect(await answer.json()).toMatchObject({ type: "urn:lagebild:problem:unauthenticated" });
  });

  test("with a token that nobody issued: 401", async () => {
    expect((await call(path, { method, role: "nobody" })).status).toBe(401);
  });

  test.each(everyRole.filter((role) => !allowed.includes(role)))("as %s: 403", async (role) => {
    expect((await call(path, { method, role })).status).toBe(403);
  });

  test.each(allowed)("as %s: let in", async (role) => {
    expect([401, 403]).not.toContain((await call(path, { method, role })).status);
  });
});

describe("without a token", () => {
  test.each(open)("%s answers", async (path) => {
    expect((await call(path)).status).toBe(200);
  });
});

test("the OpenAPI document names no route that is missing from this table", async () => {
  const { paths } = await (await call("/openapi.json")).json<{ paths: Record<string, object> }>();
  const known = new Set(calls.map(([, path]) => path));
  expect(Object.keys(paths).filter((path) => !known.has(path))).toEqual([]);
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
