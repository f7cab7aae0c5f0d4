import { describe, expect, test } from "vitest";
import { readOperatingData } from "../src/index.ts";
import {
  aDocument,
  changed,
  failureOf,
  fixture,
  generations,
  mapped,
  pathsOf,
  readTree,
  treeOf,
  withChildren,
  withText,
  without,
  write,
} from "./a-document.ts";

const root = "/OperatingData";
const product = `${root}/ProductInformation`;
const client = `${root}/Configuration/ClientConnectionMode`;
const errorState = `${root}/Connector/OperatingState/ErrorState[2]`;
const terminal = `${root}/CardTerminals/CardTerminal[2]`;

const optional = ["OperatingSite", "Configuration", "Connector", "TrustStatus", "ConnCertificates", "CardTerminals"]
  .concat(["TIConnectionMode", "InternetMode", "ClientConnectionMode", "UpdateMode"].map((n) => `Configuration/${n}`))
  .concat(["CRL", "TSL", "BNetzA_VL"].map((n) => `TrustStatus/${n}`))
  .map((path) => `${root}/${path}`);

const problem = (code: string, path: string) => ({ code: "not-schema-conformant", problems: [{ code, path }] });
const unknown = { namespace: "urn:example:vendor", name: "Extra", attributes: new Map(), children: [], text: "x" };
const other = (name: string) => ({ ...unknown, namespace: aDocument.namespace, name });

describe("a document of each generation", () => {
  test.each(generations)("%s is read, with the Contract ID beside the data and not in it", (generation) => {
    const result = readOperatingData(fixture(generation, "input.xml"));
    expect(result).toMatchObject({ ok: true, value: { otherCount: 0 } });
    const { contractId, data } = result.ok ? result.value : { contractId: "", data: null };
    expect(contractId).toBe(generation === "1.1.2" ? "DE-4711/08#15" : "B%(2)=!?+-*_@:.");
    expect(JSON.stringify(data)).not.toContain(contractId);
  });

  test("is read as bytes, too", () => {
    const text = fixture("1.1.2", "input.xml");
    expect(readOperatingData(new TextEncoder().encode(text))).toEqual(readOperatingData(text));
  });

  test("says the same whatever the prefixes", () => {
    const text = fixture("1.1.2", "input.xml");
    const prefixed = text
      .replaceAll("OPD:", "ns4:")
      .replaceAll(":OPD=", ":ns4=")
      .replaceAll("PI:", "x.y-1:")
      .replaceAll(":PI=", ":x.y-1=");
    expect(prefixed).not.toContain("OPD");
    expect(readOperatingData(prefixed)).toEqual(readOperatingData(text));
    expect(readOperatingData(write(aDocument))).toEqual(readOperatingData(text));
  });

  test("keeps the settings of UpdateMode, which the provider alone may read", () => {
    expect(readTree(aDocument).data.updateMode).toEqual({ autoDownload: true, autoUpdate: false });
    expect(readTree(without(`${root}/Configuration/UpdateMode`)).data.updateMode).toBeNull();
  });
});

describe("a document is refused with the path of", () => {
  const required = pathsOf(aDocument).filter(
    (path) => !optional.includes(path) && !/\]$|\/(Local|Central)$/.test(path),
  );

  test.each(required)("%s, if it is missing", (path) => {
    expect(failureOf(without(path))).toEqual(problem("missing", path));
  });

  test.each([
    [`${root}/Connector/OperatingState`, "ErrorState"],
    [`${root}/ConnCertificates`, "CertificateData"],
    [`${terminal}/CtCertificates`, "CertificateData"],
  ])("%s without any row", (path, row) => {
    expect(failureOf(withChildren(path, () => []))).toEqual(problem("missing", `${path}/${row}`));
  });

  test("each element that stands twice, if the schema has it once", () => {
    const once = pathsOf(aDocument).filter((path) => !path.endsWith("]"));
    expect(once.length).toBeGreaterThan(100);
    for (const path of once) {
      const parent = path.slice(0, path.lastIndexOf("/"));
      const name = path.slice(parent.length + 1);
      const doubled = withChildren(parent, ({ children }) =>
        children.flatMap((child) => (child.name === name ? [child, child] : [child])),
      );
      expect(failureOf(doubled), path).toEqual(problem("duplicate", path));
    }
  });

  test("an element that comes too late", () => {
    const site = aDocument.children.slice(0, 1);
    expect(failureOf({ ...aDocument, children: [...aDocument.children.slice(1), ...site] })).toMatchObject({
      problems: [{ code: "order", path: `${root}/OperatingSite` }],
    });
    const swapped = withChildren(errorState, ({ children }) => children.toReversed());
    expect(failureOf(swapped)).toMatchObject({
      problems: expect.arrayContaining([{ code: "order", path: `${errorState}/Type` }]),
    });
  });

  test("a product version that is neither local nor central, or both", () => {
    const version = `${product}/ProductIdentification/ProductVersion`;
    expect(failureOf(withChildren(version, () => []))).toEqual(problem("invalid", version));
    const both = withChildren(version, ({ children, namespace }) => [
      ...children,
      { ...other("Central"), namespace, text: "1.2.3" },
    ]);
    expect(failureOf(both)).toEqual(problem("invalid", version));
  });

  test.each([root, `${root}/Configuration`, `${terminal}/CtCertificates`, `${client}/TlsKeyCrypt`])(
    "%s, if text stands between its elements",
    (path) => {
      const { children } = aDocument;
      const withTextBetween =
        path === root
          ? { ...aDocument, children, text: " x " }
          : changed(aDocument, path, (e) => [{ ...e, text: "x" }]);
      expect(failureOf(withTextBetween)).toEqual(problem("text", path));
    },
  );

  test.each(["ProductType", "ProductVendorName", "ProductName"])(
    "%s with more than 256 characters, although nobody gets it",
    (name) => {
      const parent = name === "ProductType" ? "ProductTypeInformation" : "ProductMiscellaneous";
      const path = `${product}/${parent}/${name}`;
      expect(failureOf(withText(path, "😀".repeat(256)))).toBe("read");
      expect(failureOf(withText(path, "x".repeat(257)))).toEqual(problem("invalid", path));
    },
  );

  test("a card number that holds an element", () => {
    const path = `${root}/ConnCertificates/CertificateData[1]/ICCSN`;
    expect(failureOf(withChildren(path, () => [unknown]))).toEqual(problem("invalid", path));
  });

  test("a value that holds an element", () => {
    expect(failureOf(withChildren(`${client}/DVDOpen`, () => [unknown]))).toEqual(
      problem("invalid", `${client}/DVDOpen`),
    );
  });

  test.each([
    ["another name", { ...aDocument, name: "OperatingDate" }],
    ["another namespace", { ...aDocument, namespace: "http://ws.gematik.de/conn/OperatingData/v1.2" }],
    ["no namespace", { ...aDocument, namespace: "" }],
  ])("the root, if it has %s", (_case, document) => {
    expect(failureOf(document)).toEqual(problem("wrong-root", "/"));
  });

  test("at most 20 problems", () => {
    const empty = mapped(aDocument, (element) => (element.children.length === 0 ? { ...element, text: "§" } : element));
    const failure = failureOf(empty);
    expect(typeof failure === "object" && "problems" in failure && failure.problems.length).toBe(20);
  });
});

describe("a document of the pre-series namespace 1.0", () => {
  const preSeries = treeOf(fixture("1.0.0", "input.xml"));
  const everything = ["Configuration", "Connector", "TrustStatus", "ConnCertificates", "CardTerminals"]
    .concat(["TIConnectionMode", "StandaloneMode", "InternetMode", "UpdateMode"].map((n) => `Configuration/${n}`))
    .concat(["CRL", "TSL", "BNetzA_VL"].map((n) => `TrustStatus/${n}`));

  test.each(everything)("must have %s", (path) => {
    expect(failureOf(without(`${root}/${path}`, preSeries))).toEqual(problem("missing", `${root}/${path}`));
  });

  test("must have true or false in StandaloneMode, which nobody gets", () => {
    const path = `${root}/Configuration/StandaloneMode`;
    expect(failureOf(withText(path, "1", preSeries))).toBe("read");
    expect(failureOf(withText(path, "vielleicht", preSeries))).toEqual(problem("invalid", path));
  });

  test("does not know the elements of 1.1.2: they are passed over", () => {
    const withTls = withChildren(
      client,
      ({ children, namespace }) => [...children, { ...other("TlsCertSource"), namespace }],
      preSeries,
    );
    expect(readTree(withTls).otherCount).toBe(1);
  });
});

describe("a document is not refused for", () => {
  test("leaving out TlsCertSource together with TlsKeyCrypt, as all versions before 1.1.2 do", () => {
    expect(failureOf(without(`${client}/TlsCertSource`, without(`${client}/TlsKeyCrypt`)))).toBe("read");
  });

  test("attributes that no schema has: they are counted, but not what says where a schema lies", () => {
    const document = fixture("1.1.2", "input.xml").replace(
      /<OPD:OperatingData /,
      '$&xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b" ',
    );
    expect(readOperatingData(document)).toMatchObject({ ok: true, value: { otherCount: 0 } });
    const attributed = document.replace(/<OPD:ICCSN>/, '<OPD:ICCSN art="x">').replace(/<OPD:TSL>/, '<OPD:TSL art="x">');
    expect(attributed).not.toBe(document);
    expect(readOperatingData(attributed)).toMatchObject({ ok: true, value: { otherCount: 2 } });
  });

  test("what stands beside the name of a condition, or for a site type: both are counted as removed", () => {
    const path = `${root}/Connector/OperatingState/ErrorState[1]/ErrorCondition`;
    const removedOf = (text: string) => readTree(withText(path, text)).removed.get("ErrorCondition") ?? 0;
    expect(removedOf("EC_CardTerminal_Not_Available(47)")).toBe(removedOf("EC_LOG_OVERFLOW") + 1);
    expect(removedOf("Praxis Dr. Muster")).toBe(removedOf(" EC_LOG_OVERFLOW ") + 1);
    const extension = {
      ...other("OperatingSiteExtension"),
      text: "",
      children: [{ ...other("SiteType"), text: "MVZ" }],
    };
    const claimed = readTree({ ...aDocument, children: [...aDocument.children, extension] });
    expect(claimed.removed.get("SiteType")).toBe(1);
  });

  test.each(optional)("leaving out %s", (path) => {
    expect(failureOf(without(path))).toBe("read");
  });

  test("unknown elements in any place: they are passed over and counted", () => {
    const bare = readTree(aDocument);
    const strange = mapped(aDocument, (element) =>
      element.children.length === 0 ? element : { ...element, children: [unknown, ...element.children, other("Neu")] },
    );
    const result = readTree(strange);
    expect(result.data).toEqual(bare.data);
    expect(result.otherCount).toBeGreaterThan(60);
    expect(readTree(withChildren(terminal, ({ children }) => [...children, unknown, other("Neu")])).otherCount).toBe(2);
  });

  test("an element of the schema in a wrong namespace: it is unknown", () => {
    const moved = withChildren(`${root}/Configuration`, ({ children }) =>
      children.map((child) => (child.name === "InternetMode" ? { ...child, namespace: "urn:example:vendor" } : child)),
    );
    expect(readTree(moved)).toMatchObject({ otherCount: 1, data: { configuration: { internetMode: null } } });
  });

  test.each([
    [`${root}/Configuration/TIConnectionMode`, { configuration: { tiConnectionMode: null } }],
    [`${root}/Configuration/InternetMode`, { configuration: { internetMode: null } }],
    [`${client}/CAUTMode`, { configuration: { cautMode: null } }],
    [`${root}/Connector/VPNTIStatus/ConnectionStatus`, { connector: { ti: { status: null } } }],
    [
      `${root}/Connector/OperatingState/ErrorState[1]/Severity`,
      { connector: { errors: [{ severity: null }, {}, {}, {}, {}] } },
    ],
    [
      `${root}/Connector/OperatingState/ErrorState[1]/Type`,
      { connector: { errors: [{ type: null }, {}, {}, {}, {}] } },
    ],
  ])("a newer value of the enumeration %s: it is dropped and counted", (path, data) => {
    expect(readTree(withText(path, "NEUER_WERT"))).toMatchObject({ otherCount: 1, data });
  });

  test("lacking OperatingSite: it is read, and nobody's", () => {
    const nobodys = readTree({ ...aDocument, children: aDocument.children.slice(1) });
    expect(nobodys.contractId).toBeNull();
    expect(nobodys.data).toEqual(readTree(aDocument).data);
  });

  test("filling in a site type, even a newer one: the data are the same", () => {
    const extension = (siteType: string) => ({
      ...other("OperatingSiteExtension"),
      text: "",
      children: [{ ...other("SiteType"), text: siteType }],
    });
    for (const siteType of ["KRANKENHAUS", "EINZELPRAXIS", ""]) {
      const claimed = { ...aDocument, children: [...aDocument.children, extension(siteType)] };
      expect(readTree(claimed).data).toEqual(readTree(aDocument).data);
    }
  });
});
