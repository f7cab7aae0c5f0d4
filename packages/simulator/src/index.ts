export { type SchemaVersion, type SimulatedConnector, simulatedConnector } from "./connector.ts";
export { operatingDataXml } from "./operating-data-document.ts";
export { type RandomStream, randomStream } from "./random-stream.ts";
export { registerCsv } from "./register-csv.ts";
export { sendDataEnvelope } from "./send-data-envelope.ts";
export type { SiteType } from "./sites.ts";
