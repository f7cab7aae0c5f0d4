import { env } from "cloudflare:workers";
import { tenantSchema } from "@lagebild/protocol";
import { credentialsSchema } from "@lagebild/worker-kit";
import { z } from "zod";

/** Everything this Worker reads from its environment, checked once; a missing secret stops it at the first request. */
const settingsSchema = z.object({
  TENANT: tenantSchema,
  /** Names the objects: never changed once reports exist (design 9). */
  CONTRACT_NAME_KEY: z.string().min(32).max(500),
  RECORD_ID_KEY: z.string().min(32).max(500),
  /** Our credential at gematik, role `tenant`. */
  TENANT_TOKEN: z.string().min(16).max(500),
  API_TOKENS: credentialsSchema,
  /** Where the objects live. Unset locally, where the runtime knows no jurisdictions. Never changed: it is part of their ids. */
  JURISDICTION: z.enum(["eu"]).optional(),
  /** Set by `npm start` and by tests only; no wrangler.toml may name it. */
  LAGEBILD_LOCAL: z.literal("1").optional(),
});

const settings = settingsSchema.parse(env);

export const config = {
  tenant: settings.TENANT,
  contractNameKey: settings.CONTRACT_NAME_KEY,
  recordIdKey: settings.RECORD_ID_KEY,
  tenantToken: settings.TENANT_TOKEN,
  credentials: settings.API_TOKENS,
  jurisdiction: settings.JURISDICTION,
  local: settings.LAGEBILD_LOCAL === "1",
  contracts: env.CONTRACT,
  database: env.PROVIDER,
  queue: env.OPERATING_DATA,
  gematik: env.GEMATIK,
} as const;

export type Config = typeof config;
