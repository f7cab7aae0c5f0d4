import { createRoute, z } from "@hono/zod-openapi";
import { daySchema, receiptsPageSchema } from "@lagebild/protocol";
import { type App, guarded, problemAnswers, credentialOf, problem, requireRole } from "@lagebild/worker-kit";
import type { Config } from "../config.ts";
import { readCursor, readReceipts } from "../receipt-store.ts";

const route = createRoute({
  method: "get",
  path: "/v1/receipts",
  summary: "What gematik holds of the caller's records of one day, 14 days back",
  middleware: requireRole("tenant"),
  ...guarded,
  request: { query: z.strictObject({ day: daySchema, cursor: z.string().max(200).optional() }) },
  responses: {
    200: { description: "A page", content: { "application/json": { schema: receiptsPageSchema } } },
    ...problemAnswers,
  },
});

export const mountReceipts = (app: App, config: Config): void => {
  app.openapi(route, async (context) => {
    const { day, cursor } = context.req.valid("query");
    const tenant = credentialOf(context)?.tenant;
    const after = cursor === undefined ? "" : readCursor(cursor);
    if (tenant === undefined) {
      return problem(context, "forbidden", { detail: "Diese Anmeldung steht für keinen Anbieter." });
    }
    if (after === undefined) {
      return problem(context, "invalid-request", {
        detail: "Der Cursor stammt nicht von hier. Bitte von vorn beginnen.",
      });
    }
    return context.json(await readReceipts(config.database, { tenant, day, after }), 200);
  });
};
