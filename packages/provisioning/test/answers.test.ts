import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { type TestContext, describe, expect, test } from "vitest";
import { type XmlElement, readXml } from "@lagebild/xml";
import { type FaultCode, sendDataFault, sendDataResponse, soapFault } from "../src/index.ts";

const now = new Date("2026-11-23T06:55:10.123Z");
const codes: readonly FaultCode[] = [7031, 7041, 7091];
const nasty = `<ErrorText> & "]]>" 'Ä' </Error>`;

const treeOf = (xml: string): XmlElement => {
  const result = readXml(xml, { maxDepth: 10, maxElements: 100 });
  if (!result.ok) throw new Error(result.error);
  return result.value;
};

/** Every text in an answer, by the path of local names. */
const textsOf = (element: XmlElement, path = ""): Record<string, string> =>
  Object.assign(
    {},
    ...element.children.map((child) => {
      const childPath = path === "" ? child.name : `${path}/${child.name}`;
      return child.children.length === 0 ? { [childPath]: child.text } : textsOf(child, childPath);
    }),
  );

/** The child of an answer's body, alone: it declares its namespace itself. */
const childOf = (envelope: string, name: string): string =>
  new RegExp(`<${name} .*</${name}>`, "s").exec(envelope)?.[0] ?? "missing";

/** What xmllint says of a document. Skips, and says why, where that cannot be asked. */
const validation = (context: TestContext, schema: string, xml: string): string => {
  const schemas = process.env["LAGEBILD_SCHEMAS"];
  if (!schemas) return context.skip("LAGEBILD_SCHEMAS is not set: nothing was validated against gematik's schemas");
  return validationBy(context, `${schemas}/${schema}`, xml);
};

const validationBy = (context: TestContext, schema: string, xml: string): string => {
  const run = spawnSync("xmllint", ["--nonet", "--noout", "--schema", schema, "-"], { input: xml, encoding: "utf8" });
  if (run.error === undefined) return run.stderr.trim();
  return process.env["CI"] === "true"
    ? "xmllint is missing"
    : context.skip("xmllint is missing: nothing was validated");
};

describe("the response", () => {
  test("holds the time of the answer and nothing else", () => {
    const root = treeOf(sendDataResponse(now));
    expect(root).toMatchObject({ namespace: "http://schemas.xmlsoap.org/soap/envelope/", name: "Envelope" });
    expect(textsOf(root)).toEqual({ "Body/sendDataResponse/Timestamp": "2026-11-23T06:55:10.123Z" });
  });

  test("is valid against gematik's schema", (context) => {
    const response = childOf(sendDataResponse(now), "sendDataResponse");
    expect(validation(context, "vpnzugd/ProvisioningService.xsd", response)).toBe("- validates");
  });
});

describe("a fault", () => {
  test.each([
    [7031, "Security"],
    [7041, "Technical"],
    [7091, "Technical"],
  ] as const)("with code %s is of gematik's type %s", (code, errorType) => {
    const trace = "Body/Fault/detail/Error/Trace";
    expect(textsOf(treeOf(sendDataFault({ code, text: "Bitte prüfen.", eventId: "e-1", now })))).toEqual({
      "Body/Fault/faultcode": "soap:Client",
      "Body/Fault/faultstring": "Bitte prüfen.",
      "Body/Fault/detail/Error/MessageID": "e-1",
      "Body/Fault/detail/Error/Timestamp": "2026-11-23T06:55:10.123Z",
      [`${trace}/EventID`]: "e-1",
      [`${trace}/Instance`]: "",
      [`${trace}/LogReference`]: "",
      [`${trace}/CompType`]: "VPN-Zugangsdienst",
      [`${trace}/Code`]: String(code),
      [`${trace}/Severity`]: "Error",
      [`${trace}/ErrorType`]: errorType,
      [`${trace}/ErrorText`]: "Bitte prüfen.",
    });
  });

  test("holds its text as it was, whatever characters it has", () => {
    const printable = fc.string({ unit: "grapheme" }).filter((text) => !/[\p{Cc}\uFFFE\uFFFF]/u.test(text));
    fc.assert(
      fc.property(fc.constantFrom(...codes), printable, printable, (code, text, eventId) => {
        const texts = textsOf(treeOf(sendDataFault({ code, text, eventId, now })));
        expect(texts["Body/Fault/faultstring"]).toBe(text);
        expect(texts["Body/Fault/detail/Error/Trace/ErrorText"]).toBe(text);
        expect(texts["Body/Fault/detail/Error/MessageID"]).toBe(eventId);
      }),
      { examples: [[7091, nasty, nasty]] },
    );
  });

  test.for(codes)("%s has a detail that is valid against gematik's schema", (code, context) => {
    const fault = sendDataFault({ code, text: nasty, eventId: nasty, now });
    expect(validation(context, "tel/error/TelematikError.xsd", childOf(fault, "Error"))).toBe("- validates");
  });
});

describe("a fault of SOAP itself", () => {
  test.each(["MustUnderstand", "VersionMismatch", "Server"] as const)("%s has its text and no detail", (code) => {
    const root = treeOf(soapFault(code, nasty));
    expect(textsOf(root)).toEqual({ "Body/Fault/faultcode": `soap:${code}`, "Body/Fault/faultstring": nasty });
  });
});

/**
 * The envelope of SOAP 1.1 in short, as far as answers use it. SOAP's own schema is not among gematik's files, and
 * its prefix in `faultcode` must be bound, which an `xsd:QName` checks.
 */
const soapSchema = `<schema xmlns="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
  targetNamespace="http://schemas.xmlsoap.org/soap/envelope/" xmlns:e="http://schemas.xmlsoap.org/soap/envelope/">
  <element name="Envelope"><complexType><sequence><element name="Body"><complexType><sequence>
    <choice><element ref="e:Fault"/><any namespace="##other" processContents="skip"/></choice>
  </sequence></complexType></element></sequence></complexType></element>
  <element name="Fault"><complexType><sequence>
    <element name="faultcode" type="QName" form="unqualified"/>
    <element name="faultstring" type="string" form="unqualified"/>
    <element name="detail" minOccurs="0" form="unqualified"><complexType><sequence>
      <any namespace="##other" processContents="skip"/>
    </sequence></complexType></element>
  </sequence></complexType></element>
</schema>`;

describe("every answer", () => {
  const answers: readonly (readonly [name: string, answer: string])[] = [
    ["the response", sendDataResponse(now)],
    ...codes.map((code) => [`fault ${code}`, sendDataFault({ code, text: nasty, eventId: nasty, now })] as const),
    ...(["MustUnderstand", "VersionMismatch", "Server"] as const).map(
      (code) => [`fault ${code}`, soapFault(code, nasty)] as const,
    ),
  ];

  test.for(answers)("is an envelope of SOAP 1.1: %s", ([, answer], context) => {
    const folder = mkdtempSync(join(tmpdir(), "soap-schema-"));
    context.onTestFinished(() => rmSync(folder, { recursive: true }));
    const schema = join(folder, "envelope.xsd");
    writeFileSync(schema, soapSchema);
    expect(validationBy(context, schema, answer)).toBe("- validates");
  });
});
