import { createRoute, z } from "@hono/zod-openapi";
import { utcDay } from "@lagebild/retention";
import { type App, guarded, problemAnswers, mediaTypeOf, problem, readBody, requireRole } from "@lagebild/worker-kit";
import type { Config } from "../config.ts";
import { readRegisterCsv, readRegisterNdjson } from "../read-register.ts";
import { importContracts } from "../register-store.ts";
import { registerTexts } from "../texts.de.ts";

const maxRegisterBytes = 5 * 1024 * 1024;

const answerSchema = z.object({
  imported: z.int(),
  unchanged: z.int(),
  rejected: z.array(z.object({ line: z.int(), reason: z.string() })),
});

const route = createRoute({
  method: "post",
  path: "/v1/contracts",
  summary: "Imports contracts into the register; upserts, never ends contracts that are not delivered",
  middleware: requireRole("operator"),
  ...guarded,
  request: {
    body: { content: { "text/csv": { schema: z.string() }, "application/x-ndjson": { schema: z.string() } } },
  },
  responses: {
    200: { description: "What was done", content: { "application/json": { schema: answerSchema } } },
    ...problemAnswers,
  },
});

export const mountContracts = (app: App, config: Config): void => {
  app.openapi(route, async (context) => {
    const mediaType = mediaTypeOf(context.req.raw);
    if (mediaType !== "text/csv" && mediaType !== "application/x-ndjson") {
      return problem(context, "unsupported-media-type", { detail: registerTexts.mediaType });
    }
    const body = await readBody(context.req.raw, maxRegisterBytes);
    if (!body.ok) return problem(context, "too-large", { detail: registerTexts.size });
    const text = decodeUtf8(body.value);
    if (text === undefined) return problem(context, "invalid-request", { detail: registerTexts.encoding });
    const read =
      mediaType === "text/csv" ? readRegisterCsv(text) : { ok: true as const, value: readRegisterNdjson(text) };
    if (!read.ok) return problem(context, "invalid-request", { detail: registerTexts.header });
    const done = await importContracts(config.database, read.value.entries, utcDay(context.get("clock").now));
    return context.json({ ...done, rejected: [...read.value.rejected] }, 200);
  });
};

const decodeUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    // TextDecoder has no other way to say that the bytes are not UTF-8.
    return undefined;
  }
};
