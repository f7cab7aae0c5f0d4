import { createRoute, z } from "@hono/zod-openapi";
import { daySchema } from "@lagebild/protocol";
import { type Result, fail } from "@lagebild/result";
import { type App, guarded, problemAnswers, mediaTypeOf, problem, readBody, requireRole } from "@lagebild/worker-kit";
import type { Config } from "../config.ts";
import { type ReportFailure, maxDocumentBytes, receiveReport } from "../receive-report.ts";
import { documentTexts, reportFailureTexts } from "../texts.de.ts";
import { answerOr, countRefusal, isCoded, requestOf, retryAfterSeconds } from "./report-request.ts";

const route = createRoute({
  method: "post",
  path: "/v1/operating-data",
  summary: "Takes the operating data of one Konnektor: the bare document of conn/OperatingData.xsd",
  middleware: requireRole("connector"),
  ...guarded,
  request: { body: { content: { "application/xml": { schema: z.string() }, "text/xml": { schema: z.string() } } } },
  responses: {
    ...problemAnswers,
    202: {
      description: "Stored; forwarding follows",
      content: { "application/json": { schema: z.object({ recordDay: daySchema, receivedAt: z.iso.datetime() }) } },
    },
  },
});

export const mountOperatingData = (app: App, config: Config): void => {
  app.openapi(route, async (context) =>
    answerOr(
      context,
      async () => {
        const document = await documentOf(context.req.raw);
        if (!document.ok) {
          countRefusal(context, config, document.error.code);
          return problem(context, document.error.code, { detail: document.error.detail });
        }
        const received = await receiveReport(config, document.value, requestOf(context));
        return received.ok
          ? context.json(received.value, 202)
          : problem(context, codeOf(received.error), about(received.error));
      },
      () => problem(context, "overloaded", { detail: documentTexts.overloaded, retryAfterSeconds }),
    ),
  );
};

type RequestFailure = {
  readonly code: "unsupported-media-type" | "too-large";
  readonly detail: string;
};

const documentOf = async (request: Request): Promise<Result<Uint8Array, RequestFailure>> => {
  if (!["application/xml", "text/xml"].includes(mediaTypeOf(request))) {
    return fail({ code: "unsupported-media-type", detail: documentTexts.mediaType });
  }
  if (isCoded(request)) return fail({ code: "unsupported-media-type", detail: documentTexts.coding });
  const body = await readBody(request, maxDocumentBytes);
  return body.ok ? body : fail({ code: "too-large", detail: documentTexts.size });
};

const codeOf = (failure: ReportFailure) => {
  if (failure.code === "contract-refused") return "contract-refused";
  return failure.code === "not-schema-conformant" ? "document-invalid" : "xml-not-readable";
};

const about = (failure: ReportFailure) => ({
  detail: reportFailureTexts[failure.code],
  ...("problems" in failure
    ? { errors: failure.problems.map(({ path, code }) => ({ where: path, reason: code })) }
    : {}),
});
