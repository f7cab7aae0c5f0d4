export { decodeBytes } from "./decode-bytes.ts";
export { elementText, type XmlElement } from "./xml-element.ts";
export { escapeXml } from "./escape.ts";
export { type XmlFailure, type XmlLimits, readXml } from "./read-xml.ts";
