import {
  type OperatingRecord,
  cautModes,
  connectionStatuses,
  errorTypes,
  internetModes,
  isNormalCondition,
  severities,
  siteTypes,
  tiConnectionModes,
} from "@lagebild/operating-data";
import { z } from "zod";
import { daySchema, recordIdSchema } from "./identifiers.ts";

/** Upper bound of a message in bytes: a queue takes 128,000 with its own metadata (design 3.6). */
export const maxMessageBytes = 100_000;

// No list of a message of at most 100,000 bytes can be longer, so a record that may be sent is never refused for it.
const maxRows = 10_000;
const count = z.int().min(1).max(100_000);
const identifier = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .regex(/^[a-zA-Z0-9_]*$/);
const version = z
  .string()
  .max(20)
  .regex(/^[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}(-[0-9]{1,3})?$/);
const instant = z.iso.datetime().max(20);

const productSchema = z.strictObject({
  vendor: identifier(5),
  product: identifier(8),
  hardware: version.nullable(),
  firmware: version,
  productTypeVersion: version,
});

const trustListSchema = z
  .strictObject({ number: z.string().regex(/^[1-9][0-9]{0,47}$/), issued: instant, nextUpdate: instant })
  .nullable();

const connectionSchema = z.strictObject({ status: z.enum(connectionStatuses).nullable(), since: instant });

const errorGroupSchema = z.strictObject({
  condition: z.string().max(64).refine(isNormalCondition),
  severity: z.enum(severities).nullable(),
  type: z.enum(errorTypes).nullable(),
  falseCount: z.int().min(0).max(100_000),
  trueSince: z.array(z.strictObject({ at: instant, count })).max(maxRows),
});

const operatingRecordSchema = z.strictObject({
  siteType: z.enum(siteTypes),
  informationDate: daySchema,
  product: productSchema,
  configuration: z.strictObject({
    tiConnectionMode: z.enum(tiConnectionModes).nullable(),
    internetMode: z.enum(internetModes).nullable(),
    tlsMandatory: z.boolean().nullable(),
    cautMandatory: z.boolean().nullable(),
    cautMode: z.enum(cautModes).nullable(),
    dvdOpen: z.boolean().nullable(),
  }),
  connector: z
    .strictObject({ ti: connectionSchema, sis: connectionSchema, errors: z.array(errorGroupSchema).max(maxRows) })
    .nullable(),
  trustLists: z.strictObject({ crl: trustListSchema, tsl: trustListSchema, bnetzaVl: trustListSchema }),
  connectorCertificates: z.array(z.strictObject({ end: daySchema, count })).max(maxRows),
  terminals: z
    .array(z.strictObject({ product: productSchema, certificateEnds: z.array(daySchema).max(maxRows), count }))
    .max(maxRows),
}) satisfies z.ZodType<OperatingRecord>;

/**
 * One record on its way to gematik, version 1. It names the day and the revision, never the time of receipt and never
 * the tenant, which is the queue's name.
 */
export interface OperatingRecordMessage {
  readonly version: 1;
  readonly recordId: string;
  readonly day: string;
  readonly revision: number;
  readonly record: OperatingRecord;
}

export const operatingRecordMessageSchema = z.strictObject({
  version: z.literal(1),
  recordId: recordIdSchema,
  day: daySchema,
  revision: z.int().min(1).max(1_000_000),
  record: operatingRecordSchema,
}) satisfies z.ZodType<OperatingRecordMessage>;
