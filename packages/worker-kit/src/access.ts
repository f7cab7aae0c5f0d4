import { type Role, roles } from "@lagebild/protocol";
import type { Context, MiddlewareHandler } from "hono";
import { getCookie } from "hono/cookie";
import { z } from "zod";
import type { KitEnv } from "./app.ts";
import { problem } from "./problem.ts";

/** Who may call: tokens are known by their SHA-256 only, so that a leaked configuration lets nobody in. */
export const credentialSchema = z.strictObject({
  role: z.enum(roles),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The provider that a credential of role `tenant` stands for. */
  tenant: z.string().max(31).optional(),
  scopes: z
    .array(z.enum(["aggregates:exact"]))
    .max(10)
    .optional(),
});

export type Credential = z.infer<typeof credentialSchema>;
type Scope = NonNullable<Credential["scopes"]>[number];

/** The binding API_TOKENS: a JSON list of credentials. Without it nobody gets in. */
export const credentialsSchema = z
  .string()
  .max(100_000)
  .default("[]")
  .transform((text, context): unknown => {
    try {
      return JSON.parse(text);
    } catch {
      context.addIssue({ code: "custom", message: "API_TOKENS is not JSON" });
      return z.NEVER;
    }
  })
  .pipe(z.array(credentialSchema).max(1_000));

export const sessionCookie = "lagebild-session";

/** Finds the caller's credential; the session cookie of the sign-in page counts in local mode only. */
export const authentication = (
  credentials: readonly Credential[],
  options: { readonly local: boolean },
): MiddlewareHandler<KitEnv> => {
  const byHash = new Map(credentials.map((credential) => [credential.sha256, credential]));
  return async (context, next) => {
    const bearer = /^Bearer ([\x21-\x7e]{1,500})$/i.exec(context.req.header("authorization") ?? "")?.[1];
    const token = bearer ?? (options.local ? getCookie(context, sessionCookie) : undefined);
    // Looking up a hash takes the same time whatever part of a guessed token is right.
    if (token !== undefined) context.set("credential", byHash.get(await sha256Hex(token)));
    await next();
  };
};

/** Lets a request pass that carries a credential of one of the roles: 401 without any, 403 with another. */
export const requireRole =
  (...allowed: readonly Role[]): MiddlewareHandler<KitEnv> =>
  async (context, next) => {
    const credential = credentialOf(context);
    if (credential === undefined) {
      return problem(context, "unauthenticated", {
        detail: "Bitte mit „Authorization: Bearer <Token>“ erneut aufrufen.",
      });
    }
    if (!allowed.includes(credential.role)) {
      return problem(context, "forbidden", { detail: `Dieser Aufruf verlangt die Rolle ${allowed.join(" oder ")}.` });
    }
    await next();
    return undefined;
  };

export const credentialOf = (context: Context): Credential | undefined =>
  context.get("credential") as Credential | undefined;

export const hasScope = (context: Context, scope: Scope): boolean =>
  credentialOf(context)?.scopes?.includes(scope) ?? false;

/** SHA-256 of a token in hex, as credentials name it. */
export const sha256Hex = async (text: string): Promise<string> => {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};
