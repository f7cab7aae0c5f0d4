export {
  type OperatingRecordMessage,
  maxMessageBytes,
  operatingRecordMessageSchema,
} from "./operating-record-message.ts";
export { type ReceiptsPage, receiptsPageSchema } from "./receipts.ts";
export { type Role, daySchema, recordIdSchema, roles, tenantSchema } from "./identifiers.ts";
export { type Aggregate, aggregateSchema, fleetDimensions } from "./aggregate.ts";
