import type { XmlElement } from "@lagebild/xml";
import * as fc from "fast-check";
import { operatingDataXml, simulatedConnector } from "../../simulator/src/index.ts";
import { type OperatingRecord, buildRecord } from "../src/index.ts";
import { aDocument, mapped, readTree, treeOf } from "./a-document.ts";

/** The time of receipt in these tests, a Monday. */
export const receivedAt = new Date("2026-11-23T06:55:10Z");

/** Trees of documents as the simulator's devices of all makers send them, and the fixture that says everything. */
export const someReport: fc.Arbitrary<XmlElement> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(aDocument) },
  {
    weight: 9,
    arbitrary: fc
      .tuple(fc.nat(200), fc.nat(5_000))
      .map(([seed, index]) => treeOf(operatingDataXml(simulatedConnector(seed, index), receivedAt))),
  },
);

export const recordOf = (tree: XmlElement): OperatingRecord =>
  buildRecord(readTree(tree).data, "ARZTPRAXIS", receivedAt);

const withheldNames = new Set([
  "ContractID",
  "ICCSN",
  "subject_commonName",
  "serialNumber",
  "ProductType",
  "ProductVendorName",
  "ProductName",
  "TlsCertSource",
  "Algorithm",
  "KeyLength",
  "SiteType",
]);

/** The tree with another text in everything that gematik must not receive; a terminal's ID is part of a name. */
export const withWithheld = (tree: XmlElement, text: string): XmlElement =>
  mapped(tree, (element) => {
    if (withheldNames.has(element.name)) return { ...element, text };
    if (element.name === "StandaloneMode") return { ...element, text: String(text.length % 2) };
    if (element.name !== "ErrorCondition") return element;
    return { ...element, text: element.text.replace(/^(EC_CardTerminal_[A-Za-z_-]+).*$/, `$1(${text})`) };
  });
