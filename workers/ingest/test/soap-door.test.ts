import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aConnector, aDocument, anEnvelope, call, prepareDatabase, register, untilSent, standIn } from "./a-report.ts";

const at = "2026-11-23T10:00:00Z";

beforeAll(async () => {
  await prepareDatabase();
  await register(61);
});
beforeEach(async () => void (await standIn.fetch("https://gematik/reset")));

const post = async (envelope: BodyInit, headers: Record<string, string> = {}): Promise<Response> =>
  await call("/ProvisioningService", {
    method: "POST",
    role: "connector",
    at,
    headers: { "content-type": "text/xml", ...headers },
    body: envelope,
  });

const sound = () => anEnvelope(aDocument(61, at));

/** "taken", once the record is on its way, or the answer. */
const outcomeOf = async (answer: Response): Promise<string> => {
  const body = await answer.text();
  if (answer.status !== 200 || !body.includes("<Timestamp>2026-11-23T10:00:00.000Z</Timestamp>")) return body;
  await untilSent((messages) => messages.length === 1);
  return "taken";
};

/** The fault's code by SOAP's words, gematik's code if it has a detail, and its text. */
const faultOf = async (answer: Response) => {
  const body = await answer.text();
  const between = (tag: string): string | undefined => new RegExp(`<${tag}>([^<]*)</${tag}>`).exec(body)?.[1];
  return { faultcode: between("faultcode"), code: between("Code"), text: between("faultstring") };
};

describe("the header SOAPAction", () => {
  test.each([undefined, "", '""', '"urn:#sendDataOperation"', "urn:#sendDataOperation", '"urn:example:of-our-own"'])(
    "%s leaves it to the body: sendData is taken",
    async (soapaction) => {
      expect(await outcomeOf(await post(sound(), soapaction === undefined ? {} : { soapaction }))).toBe("taken");
    },
  );

  test.each(["urn:#regOperation", '"urn:#deregOperation"', '"urn:#statusOperation"'])(
    "%s is not offered, whatever the body",
    async (soapaction) => {
      for (const body of [sound(), "", "no XML"]) {
        const answer = await post(body, { soapaction });
        expect(answer.status).toBe(500);
        const { faultcode, code, text } = await faultOf(answer);
        expect({ faultcode, code }).toEqual({ faultcode: "soap:Client", code: "7091" });
        expect(text).toContain("nicht angeboten");
      }
    },
  );
});

describe("an operation that is not offered is told by its body as well:", () => {
  test.each(["registerKonnektorRequest", "deregisterKonnektorRequest", "registerStatusRequest"])("%s", async (name) => {
    const answer = await post(sound().replaceAll("sendDataRequest", name), { soapaction: '"urn:#sendDataOperation"' });
    expect(answer.status).toBe(500);
    expect((await faultOf(answer)).text).toContain("nicht angeboten");
  });
});

describe("SOAP 1.1", () => {
  const withHeader = (attributes: string): string =>
    sound().replace(
      "<soapenv:Body>",
      `<soapenv:Header><w:Security xmlns:w="urn:example:geheim" ${attributes}/></soapenv:Header>$&`,
    );

  test("a header entry that must be understood gets a fault without detail", async () => {
    const answer = await post(withHeader('soapenv:mustUnderstand="1"'));
    expect(answer.status).toBe(500);
    const body = await answer.clone().text();
    expect(body).not.toContain("<detail");
    expect(body).not.toContain("geheim");
    expect((await faultOf(answer)).faultcode).toBe("soap:MustUnderstand");
  });

  test("a header entry that need not be, or is for someone else, disturbs nothing", async () => {
    expect(await outcomeOf(await post(withHeader('soapenv:mustUnderstand="0"')))).toBe("taken");
    await standIn.fetch("https://gematik/reset");
    expect(
      await outcomeOf(await post(withHeader('soapenv:mustUnderstand="1" soapenv:actor="urn:example:other"'))),
    ).toBe("taken");
  });

  test.each(["text/xml", 'application/soap+xml; charset=utf-8; action="urn:#sendDataOperation"'])(
    "an envelope of SOAP 1.2, sent as %s, is told that the version does not fit",
    async (type) => {
      const envelope = sound().replace(
        /http:..schemas.xmlsoap.org.soap.envelope./,
        "http://www.w3.org/2003/05/soap-envelope",
      );
      const answer = await post(envelope, { "content-type": type });
      expect(answer.status).toBe(500);
      expect(answer.headers.get("content-type")).toContain("text/xml");
      const { faultcode, code } = await faultOf(answer);
      expect({ faultcode, code }).toEqual({ faultcode: "soap:VersionMismatch", code: undefined });
    },
  );

  test("another content type gets gematik's fault", async () => {
    const answer = await post(sound(), { "content-type": "application/json" });
    expect(answer.status).toBe(500);
    expect(await faultOf(answer)).toMatchObject({ faultcode: "soap:Client", code: "7091" });
  });

  test("what is refused before a document is reached is counted by reason", async () => {
    const counted = async (reason: string): Promise<number> => {
      const metrics = await (await call("/metrics", { role: "monitor" })).text();
      return Number(new RegExp(`reason="${reason}"} (\\d+)`).exec(metrics)?.[1] ?? 0);
    };
    const before = await counted("envelope-not-readable");
    await post("no XML");
    await expect.poll(async () => await counted("envelope-not-readable")).toBe(before + 1);
  });
});

type Bytes = Uint8Array<ArrayBuffer>;

const utf8 = (text: string): Bytes => Uint8Array.from(new TextEncoder().encode(text));
const latin1 = (text: string): Bytes => bytesOf(text, 1, (view, at_, unit) => view.setUint8(at_, unit));
const utf16le = (text: string): Bytes => bytesOf(text, 2, (view, at_, unit) => view.setUint16(at_, unit, true));
const utf16be = (text: string): Bytes => bytesOf(text, 2, (view, at_, unit) => view.setUint16(at_, unit, false));

const bytesOf = (text: string, width: number, set: (view: DataView, offset: number, unit: number) => void): Bytes => {
  const bytes = new Uint8Array(text.length * width);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index += 1) set(view, index * width, text.charCodeAt(index));
  return bytes;
};

/** Every way to write XML that a maker's library may choose: how it is declared, and how its bytes are made. */
const encodings: readonly (readonly [name: string, charset: string, encode: (xml: string) => Bytes])[] = [
  ["UTF-8", "utf-8", (xml) => utf8(declared("UTF-8", xml))],
  ["UTF-8 with a mark", "UTF-8", (xml) => utf8(`\uFEFF${declared("UTF-8", xml)}`)],
  ["UTF-8 without declaration", "utf-8", (xml) => utf8(xml)],
  ["UTF-16 LE with a mark", "utf-16", (xml) => utf16le(`\uFEFF${declared("UTF-16", xml)}`)],
  ["UTF-16 BE with a mark", "UTF-16", (xml) => utf16be(`\uFEFF${declared("UTF-16", xml)}`)],
  ["UTF-16 LE", "utf-16le", (xml) => utf16le(declared("UTF-16LE", xml))],
  ["UTF-16 BE", "utf-16be", (xml) => utf16be(declared("UTF-16BE", xml))],
  ["UTF-16 LE without declaration", "utf-16le", (xml) => utf16le(xml)],
  ["ISO-8859-1", "iso-8859-1", (xml) => latin1(declared("ISO-8859-1", xml))],
];

const declared = (encoding: string, xml: string): string => `<?xml version="1.0" encoding="${encoding}"?>${xml}`;

const undeclared = (xml: string): string => xml.replace(/^<\?xml.*?\?>\s*/, "");

const base64Of = (bytes: Bytes): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));

/** An envelope around any bytes, with umlauts of its own in the attribute Name and in a comment. */
const envelopeAround = (document: Bytes): string =>
  undeclared(anEnvelope(""))
    .replace(/Name="[^"]*"/, 'Name="Übersicht äöüß.xml"')
    .replace(/><\/vpnk:Base64Data>/, `>${base64Of(document)}</vpnk:Base64Data>`)
    .replace("<soapenv:Body>", "<!-- Größe -->$&");

/** A document whose umlaut tells that it was read in the right encoding: the contract has it. */
const withUmlauts = (): string => {
  const document = undeclared(aDocument(61, at)).replace(/(ProductName>)[^<]*/, "$1Größe ÄÖÜ");
  expect(document).toContain("Größe");
  return document;
};

describe.each(encodings)("%s is understood", (_name, charset, encode) => {
  test("as the document, by SOAP", async () => {
    expect(await outcomeOf(await post(utf8(envelopeAround(encode(withUmlauts())))))).toBe("taken");
  });

  test("as the bare document", async () => {
    const answer = await call("/v1/operating-data", {
      method: "POST",
      role: "connector",
      at,
      headers: { "content-type": `application/xml; charset=${charset}` },
      body: encode(withUmlauts()),
    });
    expect(answer.status).toBe(202);
    await untilSent((messages) => messages.length === 1);
  });

  test.each(["text/xml", `text/xml; charset=${charset}`, `text/xml;charset="${charset}"`])(
    "as the envelope, sent as %s",
    async (type) => {
      expect(await outcomeOf(await post(encode(envelopeAround(utf8(withUmlauts()))), { "content-type": type }))).toBe(
        "taken",
      );
    },
  );

  test("as both", async () => {
    expect(await outcomeOf(await post(encode(envelopeAround(encode(withUmlauts())))))).toBe("taken");
  });
});

test("a fault names neither Contract ID nor anything else of the document", async () => {
  const document = aDocument(62, "2026-11-23T06:30:00Z");
  const fault = await (await post(anEnvelope(document))).text();
  expect(fault).toContain("<Code>7041</Code>");
  const values = [...document.matchAll(/>([^<>\s][^<>]{5,})</g)].map((match) => match[1] ?? "");
  expect(values).toContain(aConnector(62).contractId.replaceAll("&", "&amp;"));
  // Words such as Konnektor stand in our own text too; what tells devices apart has a digit.
  for (const value of values.filter((text) => /\d/.test(text))) expect(fault).not.toContain(value);
});
