import { existsSync } from "node:fs";
import { operatingDataXml, simulatedConnector } from "@lagebild/simulator";
import { type Client, createClientAsync } from "soap";
import { type TestContext, afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { tokenOf } from "../workers/testing/token.ts";
import { type Stack, registerDevices, startStack } from "./stack.ts";

// gematik's own description of the service, read by a client that nobody here has written.
const schemas = process.env["LAGEBILD_SCHEMAS"];
const wsdl = `${schemas}/vpnzugd/ProvisioningService.wsdl`;

const now = new Date();
const registered = simulatedConnector(4, 0);
const unknown = simulatedConnector(4, 1);
let stack: Stack | undefined;

beforeAll(async () => {
  if (!schemas) return;
  if (!existsSync(wsdl)) throw new Error("LAGEBILD_SCHEMAS names a folder without vpnzugd/ProvisioningService.wsdl");
  stack = await startStack();
  expect(await registerDevices(stack, [registered])).toBe(200);
});

afterAll(async () => await stack?.harness.close());

/** The client, pointed at the running stack. Skips, and says why, where there is no WSDL. */
const clientFor = async (context: TestContext): Promise<Client> => {
  if (stack === undefined) return context.skip("LAGEBILD_SCHEMAS is not set: no independent client asked the door");
  const client = await createClientAsync(wsdl, {}, new URL("/ingest/ProvisioningService", stack.url).href);
  client.addHttpHeader("authorization", `Bearer ${tokenOf("connector")}`);
  return client;
};

const aRequest = (document: string) => ({
  Base64Data: {
    attributes: { Name: "OperatingData.xml", MimeType: "text/xml" },
    $value: Buffer.from(document).toString("base64"),
  },
  Type: "OperatingDataConnector",
});

const responseSchema = z.tuple([z.strictObject({ Timestamp: z.date() })]).rest(z.unknown());

/** What the client makes of a Fault: SOAP's words, and gematik's `Error` with its types. */
const faultSchema = z.object({
  response: z.object({ status: z.literal(500) }),
  root: z.object({
    Envelope: z.object({
      Body: z.object({
        Fault: z.object({
          faultcode: z.string(),
          faultstring: z.string(),
          detail: z.object({
            Error: z.object({
              MessageID: z.string().regex(/^urn:uuid:/),
              Timestamp: z.unknown(),
              Trace: z.object({
                CompType: z.string(),
                Code: z.unknown(),
                Severity: z.string(),
                ErrorType: z.string(),
                ErrorText: z.string(),
              }),
            }),
          }),
        }),
      }),
    }),
  }),
});

const faultOf = async (call: Promise<unknown>) => {
  const error: unknown = await call.then(
    () => "no fault",
    (thrown: unknown) => thrown,
  );
  const { faultcode, faultstring, detail } = faultSchema.parse(error).root.Envelope.Body.Fault;
  const { CompType, Code, Severity, ErrorType, ErrorText } = detail.Error.Trace;
  expect(ErrorText).toBe(faultstring);
  return { faultcode, CompType, Code: Number(Code), Severity, ErrorType, text: ErrorText };
};

const expected = { faultcode: "soap:Client", CompType: "VPN-Zugangsdienst", Severity: "Error", ErrorType: "Technical" };

test("sendData is taken, and the client reads the Timestamp", async (context) => {
  const client = await clientFor(context);
  const answer: unknown = await client["sendDataOperationAsync"](aRequest(operatingDataXml(registered, now)));
  const [{ Timestamp }] = responseSchema.parse(answer);
  expect(Math.abs(Timestamp.getTime() - Date.now())).toBeLessThan(60_000);
  expect(client.lastRequestHeaders).toMatchObject({ SOAPAction: '"urn:#sendDataOperation"' });
});

test("a document that breaks the schema comes back as fault 7091", async (context) => {
  const client = await clientFor(context);
  const broken = operatingDataXml(registered, now).replace(
    /<(?:\w+:)?ProductInformation[\s\S]*?<\/(?:\w+:)?ProductInformation>/,
    "",
  );
  const fault = await faultOf(client["sendDataOperationAsync"](aRequest(broken)));
  expect(fault).toEqual({ ...expected, Code: 7091, text: expect.stringContaining("nicht schemakonform") });
});

test("an unknown contract comes back as fault 7041, which does not name it", async (context) => {
  const client = await clientFor(context);
  const fault = await faultOf(client["sendDataOperationAsync"](aRequest(operatingDataXml(unknown, now))));
  expect(fault).toEqual({ ...expected, Code: 7041, text: expect.stringContaining("Vertragsnummer") });
  expect(client.lastResponse).not.toContain(unknown.contractId);
});

test("registerStatus comes back as a fault that says it is not offered", async (context) => {
  const client = await clientFor(context);
  const request = { Timestamp: now.toISOString(), X509Certificate: "MAA=" };
  const fault = await faultOf(client["statusOperationAsync"](request));
  expect(fault).toEqual({ ...expected, Code: 7091, text: expect.stringContaining("nicht angeboten") });
  expect(client.lastRequestHeaders).toMatchObject({ SOAPAction: '"urn:#statusOperation"' });
});
