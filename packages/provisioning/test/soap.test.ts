import { describe, expect, test } from "vitest";
import { asksForOtherOperation, readSendData } from "../src/index.ts";
import { aRequest, anEnvelope, provisioning, soap } from "./an-envelope.ts";

const next = "http://schemas.xmlsoap.org/soap/actor/next";

/** "read", or why an envelope is refused. */
const verdictOn = (envelope: string): string => {
  const result = readSendData(new TextEncoder().encode(envelope));
  return result.ok ? "read" : result.error;
};

const withEntry = (attributes: string, body = aRequest("PGEvPg==")): string =>
  verdictOn(anEnvelope(body, `<e:Header><w:Security xmlns:w="urn:x"/><t:T xmlns:t="urn:x" ${attributes}/></e:Header>`));

describe("a header entry that must be understood is refused", () => {
  test.each([
    ["without an actor", 'e:mustUnderstand="1"'],
    ["with white space around the value", 'e:mustUnderstand=" 1&#10;"'],
    ["with an empty actor", 'e:mustUnderstand="1" e:actor=""'],
    ["for whoever gets it next", `e:mustUnderstand="1" e:actor=" ${next} "`],
    ["under another prefix of the same namespace", `xmlns:s="${soap}" s:mustUnderstand="1"`],
  ])("%s", (_case, attributes) => {
    expect(withEntry(attributes)).toBe("must-understand");
  });

  test("before anyone looks at the body", () => {
    expect(withEntry('e:mustUnderstand="1"', `<registerStatusRequest xmlns="${provisioning}"/>`)).toBe(
      "must-understand",
    );
    expect(withEntry('e:mustUnderstand="1"', "")).toBe("must-understand");
  });
});

describe("a header entry is passed over", () => {
  test.each([
    ["that says nothing", ""],
    ["that need not be understood", 'e:mustUnderstand="0"'],
    ["for someone else", 'e:mustUnderstand="1" e:actor="urn:example:somebody"'],
    ["whose attribute is not SOAP's", 'mustUnderstand="1"'],
    ["whose attribute is of another namespace", 'xmlns:o="urn:o" o:mustUnderstand="1"'],
    ["of SOAP 1.2's wording", 'xmlns:n="http://www.w3.org/2003/05/soap-envelope" n:mustUnderstand="1"'],
  ])("%s", (_case, attributes) => {
    expect(withEntry(attributes)).toBe("read");
  });

  test("where it is no entry of the header but lies deeper or in the body", () => {
    const header = '<e:Header><a xmlns="urn:x"><b e:mustUnderstand="1"/></a></e:Header>';
    expect(verdictOn(anEnvelope(aRequest("PGEvPg=="), header))).toBe("read");
    expect(verdictOn(anEnvelope(aRequest("PGEvPg==").replace("<Type", '<Type e:mustUnderstand="1"')))).toBe("read");
  });
});

describe("an envelope of another version is told so", () => {
  test.each(["http://www.w3.org/2003/05/soap-envelope", "http://www.w3.org/2001/12/soap-envelope", "urn:x"])(
    "%s",
    (namespace) => {
      expect(verdictOn(anEnvelope(aRequest("PGEvPg==")).replace(soap, namespace))).toBe("version-mismatch");
    },
  );

  test("and one without a namespace", () => {
    expect(verdictOn("<Envelope><Body/></Envelope>")).toBe("version-mismatch");
  });
});

describe("the header SOAPAction", () => {
  test.each(["urn:#regOperation", "urn:#deregOperation", "urn:#statusOperation"])(
    "%s asks for another operation, quoted or not",
    (action) => {
      expect([action, `"${action}"`, ` "${action}" `].map(asksForOtherOperation)).toEqual([true, true, true]);
    },
  );

  test.each([null, "", '""', "urn:#sendDataOperation", '"urn:#sendDataOperation"', '"urn:#RegOperation"', '"urn:x"'])(
    "%s leaves it to the body",
    (action) => {
      expect(asksForOtherOperation(action)).toBe(false);
    },
  );
});
