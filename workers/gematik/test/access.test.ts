import { beforeAll, describe, expect, test } from "vitest";
import { call, prepareDatabase } from "./a-message.ts";

/** Every call that needs a role, as design 9 lists them. */
const calls: readonly (readonly [method: string, path: string, roles: readonly string[]])[] = [
  ["GET", "/", ["analyst"]],
  ["GET", "/v1/aggregates/fleet", ["analyst"]],
  ["GET", "/v1/receipts", ["tenant"]],
  ["GET", "/metrics", ["monitor"]],
  ["POST", "/_local/jobs/expire", ["monitor"]],
];
const open = ["/healthz", "/readyz", "/version", "/openapi.json", "/sign-in", "/style.css", "/icon.svg"];
const everyRole = ["connector", "operator", "officer", "analyst", "tenant", "monitor"];

beforeAll(prepareDatabase);

describe.each(calls)("%s %s", (method, path, allowed) => {
  test("without a token: 401", async () => {
    expect((await call(path, { method })).status).toBe(401);
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
