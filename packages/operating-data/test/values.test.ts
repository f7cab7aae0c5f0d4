import { describe, expect, test } from "vitest";
import { readTree, failureOf, withText } from "./a-document.ts";

const root = "/OperatingData";
const product = `${root}/ProductInformation`;
const identification = `${product}/ProductIdentification`;
const listNumber = `${root}/TrustStatus/CRL/ListNumber`;
const errorCondition = `${root}/Connector/OperatingState/ErrorState[5]/ErrorCondition`;

const failureAt = (path: string, text: string) => failureOf(withText(path, text));
const invalidAt = (path: string) => ({ code: "not-schema-conformant", problems: [{ code: "invalid", path }] });

describe("xsd:boolean", () => {
  const path = `${root}/Configuration/ClientConnectionMode/TLSMandatory`;
  test.each([
    ["true", true],
    ["1", true],
    ["false", false],
    ["0", false],
    [" \n\ttrue\r ", true],
    [" 0 ", false],
  ])("%j is %s", (text, expected) => {
    expect(readTree(withText(path, text)).data.configuration.tlsMandatory).toBe(expected);
  });

  test.each(["", " ", "TRUE", "True", "yes", "00", "2", "tr ue", "\u00a0true"])("%j is invalid", (text) => {
    expect(failureAt(path, text)).toEqual(invalidAt(path));
  });
});

describe("xsd:dateTime", () => {
  const path = `${root}/Connector/VPNTIStatus/Timestamp`;
  test.each([
    ["2026-11-23T08:05:09Z", "2026-11-23T08:05:09Z"],
    ["2026-11-23T08:05:09", "2026-11-23T08:05:09Z"],
    ["2026-11-23T08:05:09.9999999Z", "2026-11-23T08:05:09Z"],
    ["2026-11-23T08:05:09+01:00", "2026-11-23T07:05:09Z"],
    ["2026-11-23T00:30:00.5+01:00", "2026-11-22T23:30:00Z"],
    ["2026-12-31T22:00:00-14:00", "2027-01-01T12:00:00Z"],
    ["2026-11-23T08:05:09+14:00", "2026-11-22T18:05:09Z"],
    ["2026-11-23T08:05:09-00:00", "2026-11-23T08:05:09Z"],
    ["2026-12-31T24:00:00Z", "2027-01-01T00:00:00Z"],
    ["2028-02-28T24:00:00.000+00:00", "2028-02-29T00:00:00Z"],
    ["2028-02-29T12:00:00Z", "2028-02-29T12:00:00Z"],
    ["\n 2026-11-23T08:05:09Z \t", "2026-11-23T08:05:09Z"],
    ["0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"],
    ["9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"],
    // The last second that four digits can name: what lies behind is as far away for every purpose.
    ["9999-12-31T24:00:00Z", "9999-12-31T23:59:59Z"],
    ["9999-12-31T23:59:59-05:00", "9999-12-31T23:59:59Z"],
    ["10000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"],
    ["123456-02-29T00:00:00Z", "9999-12-31T23:59:59Z"],
    ["-0044-03-15T12:00:00Z", "0001-01-01T00:00:00Z"],
    ["0001-01-01T00:00:00+01:00", "0001-01-01T00:00:00Z"],
  ])("%j is %s in UTC", (text, expected) => {
    expect(readTree(withText(path, text)).data.connector?.ti.since).toBe(expected);
  });

  test.each([
    "",
    "2026-11-23",
    "08:05:09Z",
    "2026-11-23 08:05:09Z",
    "2026-11-23T08:05Z",
    "2026-11-23t08:05:09z",
    "2026-02-29T00:00:00Z",
    "2026-02-30T00:00:00Z",
    "2100-02-29T00:00:00Z",
    "2026-04-31T00:00:00Z",
    "2026-13-01T00:00:00Z",
    "2026-00-01T00:00:00Z",
    "2026-01-00T00:00:00Z",
    "0000-01-01T00:00:00Z",
    "-0000-01-01T00:00:00Z",
    "+2026-01-01T00:00:00Z",
    "02026-01-01T00:00:00Z",
    "12345-02-29T00:00:00Z",
    "-0044-02-30T00:00:00Z",
    "202-01-01T00:00:00Z",
    "2026-11-23T24:00:01Z",
    "2026-11-23T24:00:00.1Z",
    "2026-11-23T25:00:00Z",
    "2026-11-23T08:60:00Z",
    "2026-11-23T08:05:60Z",
    "2026-11-23T08:05:09.Z",
    "2026-11-23T08:05:09+14:01",
    "2026-11-23T08:05:09+15:00",
    "2026-11-23T08:05:09+1:00",
    "2026-11-23T08:05:09+01:60",
    "2026-11-23T08:05:09 Z",
    "26-11-23T08:05:09Z",
  ])("%j is invalid", (text) => {
    expect(failureAt(path, text)).toEqual(invalidAt(path));
  });
});

describe("xsd:date", () => {
  const path = `${root}/ConnCertificates/CertificateData[1]/validity`;
  test.each([
    ["2027-02-17", "2027-02-17"],
    ["2027-02-17Z", "2027-02-17"],
    ["2027-02-17+01:00", "2027-02-17"],
    ["2027-02-17-14:00", "2027-02-17"],
    [" 2028-02-29\n", "2028-02-29"],
    ["9999-12-31", "9999-12-31"],
    ["12026-12-31", "9999-12-31"],
    ["-0001-12-31", "0001-01-01"],
  ])("%j is the day %s, whatever the zone", (text, expected) => {
    expect(readTree(withText(path, text)).data.connectorCertificateEnds[0]).toBe(expected);
  });

  test.each(["", "2027-02-29", "2027-02-17T00:00:00Z", "2027-2-17", "17.02.2027", "2027-02-17+15:00", "20270217"])(
    "%j is invalid",
    (text) => {
      expect(failureAt(path, text)).toEqual(invalidAt(path));
    },
  );
});

describe("xsd:positiveInteger", () => {
  // 20 octets hold no greater positive number (RFC 5280, 5.2.3).
  const largest = (2n ** 159n - 1n).toString();
  test.each([
    ["1", "1"],
    ["007310", "7310"],
    ["+7", "7"],
    [" 7\n", "7"],
    [largest, largest],
    [`+000${largest}`, largest],
  ])("%j is %s, digit by digit", (text, expected) => {
    expect(readTree(withText(listNumber, text)).data.trustLists.crl?.number).toBe(expected);
  });

  test.each(["", "0", "000", "-1", "1.0", "1e3", "0x1f", "+ 7", "1 2", "１", "9".repeat(49)])(
    "%j is invalid",
    (text) => {
      expect(failureAt(listNumber, text)).toEqual(invalidAt(listNumber));
    },
  );
});

describe("a version", () => {
  const local = `${identification}/ProductVersion/Local`;
  test.each([
    [`${product}/ProductTypeInformation/ProductTypeVersion`, "999.0.000"],
    [`${local}/HWVersion`, "0.0.0"],
    [`${local}/FWVersion`, "123.456.789"],
  ])("in %s has three parts of up to three digits", (path, valid) => {
    expect(JSON.stringify(readTree(withText(path, valid)).data.product)).toContain(`"${valid}"`);
    for (const text of ["", "1.2", "1.2.3.4", "1000.0.0", "1.2.3-0", "1.2.x", " 1.2.3", "1.2.3\n", "1,2,3"]) {
      expect(failureAt(path, text)).toEqual(invalidAt(path));
    }
  });

  test("that is central has three parts of up to two digits and a suffix up to 255", () => {
    const central = `${root}/CardTerminals/CardTerminal[2]/ProductInformation/ProductIdentification/ProductVersion/Central`;
    for (const text of [
      "1.2.3",
      "99.99.99",
      "1.2.3-0",
      "1.2.3-007",
      "1.2.3-199",
      "1.2.3-249",
      "1.2.3-255",
      "1.2.3-00",
    ]) {
      const terminal = readTree(withText(central, text)).data.terminals[1];
      expect(terminal?.product).toMatchObject({ hardware: null, firmware: text });
    }
    for (const text of ["", "100.0.0", "1.2", "1.2.3-", "1.2.3-256", "1.2.3-1000", "1.2.3-a", "1.2.3 "]) {
      expect(failureAt(central, text)).toEqual(invalidAt(central));
    }
  });
});

describe("an identifier", () => {
  test.each([
    ["ProductVendorID", "vendor", 5],
    ["ProductCode", "product", 8],
  ] as const)("%s has letters, digits and _, none to %3$i of them", (name, field, length) => {
    const path = `${identification}/${name}`;
    for (const text of ["", "a", "Az_09", "x".repeat(length)]) {
      expect(readTree(withText(path, text)).data.product[field]).toBe(text);
    }
    for (const text of ["x".repeat(length + 1), "a-b", "a b", "Ä", "a\n", "<>"])
      expect(failureAt(path, text)).toEqual(invalidAt(path));
  });

  test("ContractID has 1 to 256 of the characters of A_14623; any other text is nobody's document, not a broken one", () => {
    const path = `${root}/OperatingSite/ContractID`;
    for (const text of ["1", "aZ09%()=!?+-*/#_@:.", "x".repeat(256)]) {
      expect(readTree(withText(path, text)).contractId).toBe(text);
    }
    for (const text of ["", "x".repeat(257), "a b", "a,b", "a;b", "Ä", "a\n", "a&b", "a'b", 'a"b'])
      expect(readTree(withText(path, text)).contractId).toBeNull();
  });
});

describe("ErrorCondition", () => {
  test.each([
    ["letters", "x"],
    ["characters outside the basic plane", "😀"],
  ])("has at most 128 characters: %s", (_case, character) => {
    expect(failureOf(withText(errorCondition, character.repeat(128)))).toBe("read");
    expect(failureAt(errorCondition, character.repeat(129))).toEqual(invalidAt(errorCondition));
  });
});
