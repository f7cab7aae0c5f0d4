import { createRoute, z } from "@hono/zod-openapi";
import {
  type FaultCode,
  type SendDataFailure,
  readSendData,
  sendDataFault,
  sendDataResponse,
} from "@lagebild/provisioning";
import {
  type App,
  guarded,
  problemAnswers,
  type KitContext,
  eventIdOf,
  mediaTypeOf,
  readBody,
  requireRole,
} from "@lagebild/worker-kit";
import type { Config } from "../config.ts";
import { maxDocumentBytes, receiveReport } from "../receive-report.ts";
import { faultTexts } from "../texts.de.ts";
import { requestOf } from "./report-request.ts";

const route = createRoute({
  method: "post",
  path: "/ProvisioningService",
  summary: "I_Registration_Service::sendData, SOAP 1.1 (vpnzugd/ProvisioningService.wsdl)",
  middleware: requireRole("connector"),
  ...guarded,
  request: { body: { content: { "text/xml": { schema: z.string() } } } },
  responses: {
    ...problemAnswers,
    200: { description: "sendDataResponse", content: { "text/xml": { schema: z.string() } } },
    500: { description: "SOAP Fault with gematik's Error detail", content: { "text/xml": { schema: z.string() } } },
  },
});

// Base64 takes four characters for three bytes and may be broken into lines; the envelope around it is small.
const maxEnvelopeBytes = Math.ceil((maxDocumentBytes * 4) / 3) * 1.05 + 64 * 1024;

const envelopeFailures: Readonly<Record<SendDataFailure, string>> = {
  "not-readable": faultTexts.request,
  "not-schema-conformant": faultTexts.request,
  "operation-not-offered": faultTexts.operation,
};

export const mountProvisioningService = (app: App, config: Config): void => {
  app.openapi(route, async (context) => {
    if (!["text/xml", "application/xml"].includes(mediaTypeOf(context.req.raw))) {
      return fault(context, 7091, faultTexts.mediaType);
    }
    const body = await readBody(context.req.raw, maxEnvelopeBytes);
    if (!body.ok) return fault(context, 7091, faultTexts.size);
    const document = readSendData(body.value);
    if (!document.ok) return fault(context, 7091, envelopeFailures[document.error]);
    if (document.value.byteLength > maxDocumentBytes) return fault(context, 7091, faultTexts.size);
    const received = await receiveReport(config, document.value, requestOf(context));
    if (received.ok) return xml(context, sendDataResponse(context.get("clock").now), 200);
    return received.error.code === "contract-refused"
      ? fault(context, 7041, faultTexts.contract)
      : fault(context, 7091, faultTexts.document);
  });
};

const fault = (context: KitContext, code: FaultCode, text: string): Response =>
  xml(context, sendDataFault({ code, text, eventId: eventIdOf(context), now: context.get("clock").now }), 500);

const xml = (context: KitContext, document: string, status: 200 | 500): Response =>
  context.body(document, status, { "content-type": "text/xml; charset=utf-8" });
