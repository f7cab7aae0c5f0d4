import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sendDataEnvelope } from "../../simulator/src/index.ts";
import { readSendData } from "../src/index.ts";
import { aRequest as requestOf, anEnvelope, provisioning, soap } from "./an-envelope.ts";

const document = '<?xml version="1.0"?>\n<Betriebsdaten>Ä€😀</Betriebsdaten>';
const base64 = Buffer.from(document).toString("base64");

const aRequest = (change: Partial<Record<"attributes" | "content" | "type" | "name", string>> = {}): string =>
  requestOf(change.content ?? base64, change);

/** The document in an envelope, or why it is refused. */
const answerTo = (envelope: string): string => {
  const result = readSendData(new TextEncoder().encode(envelope));
  return result.ok ? new TextDecoder().decode(result.value) : result.error;
};

describe("a sendDataRequest gives the bytes of its document", () => {
  test("for the envelope that connectors of the simulator send, whatever the document", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(answerTo(sendDataEnvelope(text))).toBe(text.toWellFormed());
      }),
    );
  });

  test.each(["soapenv", "SOAP-ENV", "S", "ns2"])("whatever the prefixes: %s", (prefix) => {
    const request = aRequest()
      .replaceAll(/<(\/?)(?=[a-zA-Z])/g, "<$1vpnk:")
      .replace("xmlns=", "xmlns:vpnk=");
    expect(request).toContain("<vpnk:Base64Data Name");
    expect(answerTo(anEnvelope(request, "", prefix))).toBe(document);
  });

  test.each([
    ["attributes in the other order", 'MimeType="text/xml" Name="OperatingData.xml"'],
    ["single quotes and white space", " Name = 'x'\n MimeType = 'text/xml' "],
    ["an empty name, which means nothing", 'Name="" MimeType="text/xml"'],
    ["further attributes", 'Name="x" MimeType="text/xml" Size="12"'],
    ["parameters", 'Name="x" MimeType="text/xml; charset=UTF-8"'],
    ["capitals", 'Name="x" MimeType="TEXT/XML"'],
    ["application/xml", 'Name="x" MimeType="application/xml;charset=utf-8"'],
    ["blanks around the type", 'Name="x" MimeType=" text/xml "'],
  ])("with %s", (_case, attributes) => {
    expect(answerTo(anEnvelope(aRequest({ attributes })))).toBe(document);
  });

  test.each([
    ["in lines", base64.replaceAll(/.{8}/g, "$&\r\n")],
    ["indented", `\n\t  ${base64}\n  `],
    ["as CDATA", `<![CDATA[${base64}]]>`],
    ["without padding", base64.replaceAll("=", "")],
  ])("from Base64 %s", (_case, content) => {
    expect(answerTo(anEnvelope(aRequest({ content })))).toBe(document);
  });

  const large = `<a>${"äöü€😀 ".repeat(20_000)}</a>`;
  const inLines = Buffer.from(large).toString("base64").replaceAll(/.{76}/g, "$&\r\n");
  test.each([
    ["in one piece", Buffer.from(large).toString("base64")],
    ["in lines", inLines],
    ["in lines, some ended by a reference", inLines.replaceAll("Q\r\n", "Q&#13;&#10;")],
    ["as CDATA", `<![CDATA[${inLines}]]>`],
    ["around a comment", inLines.replace("\r\n", "<!-- -->")],
  ])("from long Base64 %s", (_case, content) => {
    expect(answerTo(anEnvelope(aRequest({ content })))).toBe(large);
  });

  test("that stand in it, not those of another long text", () => {
    const header = `<e:Header><a xmlns="urn:x">${"QUFB".repeat(2_000)}</a></e:Header>`;
    const content = Buffer.from(large).toString("base64");
    expect(answerTo(anEnvelope(aRequest({ content }), header))).toBe(large);
    expect(answerTo(anEnvelope(aRequest(), header))).toBe(document);
  });

  test("behind a SOAP header and between comments", () => {
    const header = '<e:Header><w:Security xmlns:w="urn:example:w"><w:Token/></w:Security></e:Header><!-- -->';
    expect(answerTo(anEnvelope(`\n<!-- -->${aRequest()}\n`, header))).toBe(document);
  });
});

describe("an envelope is refused", () => {
  test("if it asks, in place of Base64, many times for a long text that stands elsewhere", () => {
    const header = `<e:Header><x>${"A".repeat(8_000)}</x></e:Header>`;
    const content = "!0!".repeat(200);
    expect(answerTo(anEnvelope(aRequest({ content }), header))).toBe("not-schema-conformant");
  });

  test.each(["registerKonnektorRequest", "deregisterKonnektorRequest", "registerStatusRequest"])(
    "as an operation that is not offered: %s",
    (name) => {
      expect(answerTo(anEnvelope(`<${name} xmlns="${provisioning}"><Timestamp/></${name}>`))).toBe(
        "operation-not-offered",
      );
    },
  );

  test.each([
    ["another Type", { type: "OperatingDataKIM" }],
    ["no Type", { type: "" }],
    ["white space around the Type, an enumeration of strings", { type: " OperatingDataConnector " }],
    ["another operation", { name: "sendDateRequest" }],
    ["no Name", { attributes: 'MimeType="text/xml"' }],
    ["no MimeType", { attributes: 'Name="x"' }],
    ["another MimeType", { attributes: 'Name="x" MimeType="application/json"' }],
    ["a MimeType that only begins like XML", { attributes: 'Name="x" MimeType="text/xml-external"' }],
    ["attributes of a namespace", { attributes: 'xmlns:p="u" p:Name="x" p:MimeType="text/xml"' }],
    ["what is no Base64", { content: "§§§§" }],
    ["Base64 of the web's alphabet", { content: "PD94-_==" }],
    ["half a byte", { content: "P" }],
    ["what is no Base64, at length", { content: `${"A".repeat(10_000)}§` }],
    ["half a byte, at length", { content: "A".repeat(10_001) }],
    ["a NUL, at length", { content: `${"A".repeat(10_000)}\0` }],
    ["an element in long Base64Data", { content: `${"A".repeat(10_000)}<a/>` }],
    ["a long Type", { type: "OperatingDataConnector".repeat(1_000) }],
    ["a blank that is no white space of XML", { content: `${base64}\u00a0` }],
    ["an element in Base64Data", { content: "<a/>" }],
  ])("as not conformant with %s", (_case, change) => {
    expect(answerTo(anEnvelope(aRequest(change)))).toBe("not-schema-conformant");
  });

  test.each([
    ["without Type", (request: string) => request.replace(/<Type>.*<\/Type>/, "")],
    ["without Base64Data", (request: string) => request.replace(/<Base64Data.*<\/Base64Data>/, "")],
    [
      "with Type first",
      (request: string) => request.replace(/(<Base64Data.*<\/Base64Data>)(<Type>.*<\/Type>)/, "$2$1"),
    ],
    ["with Type twice", (request: string) => request.replace(/<Type>.*<\/Type>/, "$&$&")],
    ["in the withdrawn namespace v1.2", (request: string) => request.replace("v1.1", "v1.2")],
    ["with a child of another namespace", (request: string) => request.replace("<Type>", '<Type xmlns="urn:x">')],
  ])("as not conformant %s", (_case, change) => {
    const changed = change(aRequest());
    expect(changed).not.toBe(aRequest());
    expect(answerTo(anEnvelope(changed))).toBe("not-schema-conformant");
  });

  test.each([
    ["no XML", "hello"],
    ["a DOCTYPE", `<!DOCTYPE e>${anEnvelope(aRequest())}`],
    ["the bare request", aRequest()],
    ["another root", anEnvelope(aRequest()).replaceAll("Envelope", "Envelop")],
    ["an empty body", anEnvelope("")],
    ["two requests", anEnvelope(aRequest() + aRequest())],
    ["two bodies", anEnvelope(`${aRequest()}</e:Body><e:Body>${aRequest()}`)],
    ["no body", `<e:Envelope xmlns:e="${soap}"/>`],
    ["far too many elements", anEnvelope(aRequest({ content: "<a/>".repeat(1_000) }))],
  ])("as not readable with %s", (_case, envelope) => {
    expect(answerTo(envelope)).toBe("not-readable");
  });
});
