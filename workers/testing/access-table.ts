import { describe, expect, test } from "vitest";
import type { WishedRequest } from "./token.ts";

/** A call that needs one of some roles. */
export type GuardedCall = readonly [method: string, path: string, roles: readonly string[]];

export interface AccessTable {
  readonly guarded: readonly GuardedCall[];
  /** Paths that answer GET without a token. */
  readonly open: readonly string[];
  readonly call: (path: string, init?: WishedRequest) => Promise<Response>;
}

const everyRole = ["connector", "operator", "officer", "analyst", "tenant", "monitor"];

/** Walks a Worker's table: every guarded call without a token, with a wrong one, with every role; every open path. */
export const testAccess = ({ guarded, open, call }: AccessTable): void => {
  describe.each(guarded)("%s %s", (method, path, allowed) => {
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

  test.each(open)("%s answers without a token", async (path) => {
    expect((await call(path)).status).toBe(200);
  });

  test("the OpenAPI document describes the calls of this table and no others", async () => {
    const { paths } = await (await call("/openapi.json")).json<{ paths: Record<string, object> }>();
    const known = new Set([...guarded.map(([, path]) => path), ...open]);
    expect(Object.keys(paths).filter((path) => !known.has(path))).toEqual([]);
    const described = guarded.filter(([, path]) => path !== "/" && !path.startsWith("/_local/"));
    for (const [method, path] of described) {
      expect(paths[path]).toMatchObject({
        [method.toLowerCase()]: { security: [{ token: [] }], responses: { default: expect.anything() } },
      });
    }
  });
};
