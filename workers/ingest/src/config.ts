import { env } from "cloudflare:workers";
import { tenantSchema } from "@lagebild/protocol";
import { credentialsSchema } from "@lagebild/worker-kit";
import { z } from "zod";
import { readTransport } from "./transport-settings.ts";

/** Everything this Worker reads from its environment, checked once; a missing secret stops it at the first request. */
const settingsSchema = z.object({
  TENANT: tenantSchema,
  /** Names the objects: never changed once reports exist (design 9). */
  CONTRACT_NAME_KEY: z.string().min(32).max(500),
  RECORD_ID_KEY: z.string().min(32).max(500),
  API_TOKENS: credentialsSchema,
  /** Where the objects live. Never changed: it is part of their ids. Without effect locally, where the runtime knows none. */
  JURISDICTION: z.enum(["eu"]).optional(),
  /** Set by `npm start` and by tests only; no wrangler.toml may name it. */
  LAGEBILD_LOCAL: z.literal("1").optional(),
});

const settings = settingsSchema.parse(env);
const local = settings.LAGEBILD_LOCAL === "1";

export const config = {
  tenant: settings.TENANT,
  contractNameKey: settings.CONTRACT_NAME_KEY,
  recordIdKey: settings.RECORD_ID_KEY,
  credentials: settings.API_TOKENS,
  jurisdiction: settings.JURISDICTION,
  local,
  transport: readTransport(env, { local }),
  contracts: env.CONTRACT,
  database: env.PROVIDER,
} as const;

export type Config = typeof config;
