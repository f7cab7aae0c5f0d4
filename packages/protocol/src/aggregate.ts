import { z } from "zod";
import { daySchema } from "./identifiers.ts";

/** Dimensions of the cube `fleet`. */
export const fleetDimensions = [
  "day",
  "tenant",
  "siteType",
  "vendor",
  "product",
  "hardware",
  "firmware",
  "productTypeVersion",
  "onlineTi",
  "onlineSis",
] as const;

/** Answer of `GET /v1/aggregates/{cube}`. A row holds its dimensions beside `count`; `null` is a hidden small count. */
export const aggregateSchema = z.strictObject({
  cube: z.literal("fleet"),
  from: daySchema,
  to: daySchema,
  groupBy: z.array(z.enum(fleetDimensions)),
  coverage: z.strictObject({
    /** Tenants with at least one record in the range, of all tenants. */
    tenantsReporting: z.int().min(0),
    tenantsKnown: z.int().min(0),
  }),
  rows: z.array(z.record(z.string(), z.union([z.string(), z.number(), z.null()]))),
});

export type Aggregate = z.infer<typeof aggregateSchema>;
