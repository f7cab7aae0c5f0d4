import { createRoute, z } from "@hono/zod-openapi";
import {
  type FaultCode,
  type SoapFaultCode,
  asksForOtherOperation,
  readSendData,
  sendDataFault,
  sendDataResponse,
  soapFault,
} from "@lagebild/provisioning";
import { type Result, fail } from "@lagebild/result";
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
import { answerOr, countRefusal, isCoded, requestOf, retryAfterSeconds } from "./report-request.ts";

const soapAnswer = (description: string) => ({ description, content: { "text/xml": { schema: z.string() } } });

const route = createRoute({
  method: "post",
  path: "/ProvisioningService",
  summary: "I_Registration_Service::sendData, SOAP 1.1 (vpnzugd/ProvisioningService.wsdl)",
  middleware: requireRole("connector"),
  ...guarded,
  request: { body: { content: { "text/xml": { schema: z.string() } } } },
  responses: {
    ...problemAnswers,
    200: soapAnswer("sendDataResponse"),
    415: soapAnswer("SOAP Fault: a Content-Encoding"),
    500: soapAnswer("SOAP Fault, with gematik's Error detail where it is about the body"),
    503: soapAnswer("SOAP Fault: to be sent again after Retry-After"),
  },
});

// Base64 takes four characters for three bytes and may be broken into lines; the envelope around it is small.
const maxEnvelopeBytes = Math.ceil((maxDocumentBytes * 4) / 3) * 1.05 + 64 * 1024;

// SOAP 1.2 has a type of its own; it is let in so that its envelope gets the fault that names the version.
const mediaTypes = new Set(["text/xml", "application/xml", "application/soap+xml"]);

interface Fault {
  readonly code: FaultCode | SoapFaultCode;
  readonly text: string;
  readonly status?: 415;
}

/** Every fault of this door but the overload: what is refused before a document is reached is counted by these names. */
const faults = {
  "content-encoding": { code: 7091, text: faultTexts.coding, status: 415 },
  "unsupported-media-type": { code: 7091, text: faultTexts.mediaType },
  "too-large": { code: 7091, text: faultTexts.size },
  "not-readable": { code: 7091, text: faultTexts.request },
  "not-schema-conformant": { code: 7091, text: faultTexts.request },
  "operation-not-offered": { code: 7091, text: faultTexts.operation },
  "must-understand": { code: "MustUnderstand", text: faultTexts.mustUnderstand },
  "version-mismatch": { code: "VersionMismatch", text: faultTexts.version },
} as const satisfies Readonly<Record<string, Fault>>;

export const mountProvisioningService = (app: App, config: Config): void => {
  app.openapi(route, async (context) =>
    answerOr(
      context,
      async () => {
        const document = await documentOf(context.req.raw);
        if (!document.ok) {
          countRefusal(context, config, `envelope-${document.error}`);
          return fault(context, faults[document.error]);
        }
        const received = await receiveReport(config, document.value, requestOf(context));
        if (received.ok) return xml(context, sendDataResponse(context.get("clock").now), 200);
        return received.error.code === "contract-refused"
          ? fault(context, { code: 7041, text: faultTexts.contract })
          : fault(context, { code: 7091, text: faultTexts.document });
      },
      () => {
        const text = faultTexts.overloaded(eventIdOf(context));
        return xml(context, soapFault("Server", text), 503, { "retry-after": String(retryAfterSeconds) });
      },
    ),
  );
};

const documentOf = async (request: Request): Promise<Result<Uint8Array, keyof typeof faults>> => {
  if (asksForOtherOperation(request.headers.get("soapaction"))) return fail("operation-not-offered");
  if (isCoded(request)) return fail("content-encoding");
  if (!mediaTypes.has(mediaTypeOf(request))) return fail("unsupported-media-type");
  const body = await readBody(request, maxEnvelopeBytes);
  if (!body.ok) return body;
  const document = readSendData(body.value);
  return document.ok && document.value.byteLength > maxDocumentBytes ? fail("too-large") : document;
};

const fault = (context: KitContext, { code, text, status }: Fault): Response => {
  const document =
    typeof code === "string"
      ? soapFault(code, text)
      : sendDataFault({ code, text, eventId: eventIdOf(context), now: context.get("clock").now });
  return xml(context, document, status ?? 500);
};

const xml = (
  context: KitContext,
  document: string,
  status: 200 | 415 | 500 | 503,
  headers: Readonly<Record<string, string>> = {},
): Response => context.body(document, status, { "content-type": "text/xml; charset=utf-8", ...headers });
