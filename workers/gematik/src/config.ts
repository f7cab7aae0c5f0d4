import { env } from "cloudflare:workers";
import { tenantSchema } from "@lagebild/protocol";
import { credentialsSchema } from "@lagebild/worker-kit";
import { z } from "zod";

/** Everything this Worker reads from its environment, checked once. */
const settingsSchema = z.object({
  TENANTS: z
    .string()
    .max(10_000)
    .transform((list) => list.split(","))
    .pipe(z.array(tenantSchema).min(1)),
  API_TOKENS: credentialsSchema,
  /** Set by `npm start` and by tests only; no wrangler.toml may name it. */
  LAGEBILD_LOCAL: z.literal("1").optional(),
});

const settings = settingsSchema.parse(env);

export const config = {
  tenants: settings.TENANTS,
  credentials: settings.API_TOKENS,
  local: settings.LAGEBILD_LOCAL === "1",
  database: env.GEMATIK_DB,
} as const;

export type Config = typeof config;
