export {
  type OperatingRecordMessage,
  maxMessageBytes,
  operatingRecordMessageSchema,
} from "./operating-record-message.ts";
export { type ReceiptsPage, receiptsPageSchema } from "./receipts.ts";
export { daySchema, recordIdSchema, tenantSchema } from "./identifiers.ts";
export { type Aggregate, aggregateSchema, fleetDimensions } from "./aggregate.ts";
