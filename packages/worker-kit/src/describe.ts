import { type OpenAPIHono, z } from "@hono/zod-openapi";
import type { KitEnv } from "./app.ts";

const problemSchema = z.object({
  type: z.string().regex(/^urn:lagebild:problem:/),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  errors: z.array(z.object({ where: z.string(), reason: z.string() })).optional(),
});

/** For the `responses` of every route: which problem answers is said by its `type`. */
export const problemAnswers = {
  default: {
    description: "A problem (RFC 9457); 401 without and 403 with the wrong token",
    content: { "application/problem+json": { schema: problemSchema } },
  },
} as const;

/** For every route that needs a token. */
export const guarded = { security: [{ token: [] as string[] }] };

interface PlainCall {
  readonly path: string;
  readonly summary: string;
  readonly answer: "application/json" | "text/plain";
  readonly isGuarded: boolean;
}

const plainCalls: readonly PlainCall[] = [
  { path: "/healthz", summary: "Answers 200 while the Worker runs", answer: "application/json", isGuarded: false },
  { path: "/readyz", summary: "Answers 200 while its stores answer", answer: "application/json", isGuarded: false },
  { path: "/version", summary: "The version", answer: "application/json", isGuarded: false },
  { path: "/metrics", summary: "Prometheus text", answer: "text/plain", isGuarded: true },
];

/** Describes the calls that every Worker has and the way to sign in. */
export const describeCommonCalls = (app: OpenAPIHono<KitEnv>): void => {
  app.openAPIRegistry.registerComponent("securitySchemes", "token", { type: "http", scheme: "bearer" });
  for (const { path, summary, answer, isGuarded } of plainCalls) {
    app.openAPIRegistry.registerPath({
      method: "get",
      path,
      summary,
      ...(isGuarded ? guarded : {}),
      responses: { 200: { description: "OK", content: { [answer]: { schema: z.unknown() } } }, ...problemAnswers },
    });
  }
};
