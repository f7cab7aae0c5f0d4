export { buildRecord } from "./build-record.ts";
export { type CoarsenedElement, coarsenedElements } from "./coarsened-elements.ts";
export type { Problem } from "./element-reader.ts";
export { readHardenedXml, writeHardenedXml } from "./hardened-xml.ts";
export { isNormalCondition } from "./error-conditions.ts";
export * from "./operating-data.ts";
export type * from "./operating-record.ts";
export { type DocumentFailure, type ReadDocument, readOperatingData } from "./read-operating-data.ts";
export { type RemovedElement, removedElements } from "./operating-data-schema.ts";
