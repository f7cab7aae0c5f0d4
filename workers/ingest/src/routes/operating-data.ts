import { createRoute, z } from "@hono/zod-openapi";
import { daySchema } from "@lagebild/protocol";
import { type App, guarded, problemAnswers, mediaTypeOf, problem, readBody, requireRole } from "@lagebild/worker-kit";
import type { Config } from "../config.ts";
import { type ReportFailure, maxDocumentBytes, receiveReport } from "../receive-report.ts";
import { documentTexts, reportFailureTexts } from "../texts.de.ts";
import { requestOf } from "./report-request.ts";

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
  app.openapi(route, async (context) => {
    const request = context.req.raw;
    if (!["application/xml", "text/xml"].includes(mediaTypeOf(request))) {
      return problem(context, "unsupported-media-type", { detail: documentTexts.mediaType });
    }
    if ((request.headers.get("content-encoding") ?? "identity").toLowerCase() !== "identity") {
      return problem(context, "unsupported-media-type", { detail: documentTexts.coding });
    }
    const body = await readBody(request, maxDocumentBytes);
    if (!body.ok) return problem(context, "too-large", { detail: documentTexts.size });
    const received = await receiveReport(config, body.value, requestOf(context));
    return received.ok
      ? context.json(received.value, 202)
      : problem(context, codeOf(received.error), about(received.error));
  });
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
