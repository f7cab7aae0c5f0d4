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
  API_TOKENS: credentialsSchema,
  /** Where the objects live. Never changed: it is part of their ids. Without effect locally, where the runtime knows none. */
  JURISDICTION: z.enum(["eu"]).optional(),
  /** How records reach gematik: by a queue of the same account, or by contentUploadXML from any other. */
  TRANSPORT: z.enum(["queue", "upload"]).default("queue"),
  /** Set by `npm start` and by tests only; no wrangler.toml may name it. */
  LAGEBILD_LOCAL: z.literal("1").optional(),
});

const settings = settingsSchema.parse(env);
const local = settings.LAGEBILD_LOCAL === "1";

const queueSchema = z.object({
  /** Our credential at gematik, role `tenant`. */
  TENANT_TOKEN: z.string().min(16).max(500),
});

const uploadSchema = z.object({
  // A_17730: nothing without TLS. A fake on the same machine has no certificate.
  UPLOAD_URL: z.url({ protocol: local ? /^https?$/ : /^https$/ }).max(2_000),
  UPLOAD_CI: z.string().regex(/^CI-[0-9]{7}$/),
  UPLOAD_TOKEN: z.string().min(16).max(500).optional(),
});

const readQueue = () => {
  const { OPERATING_DATA: queue, GEMATIK: gematik } = env;
  if (queue === undefined || gematik === undefined) throw new Error("TRANSPORT queue needs OPERATING_DATA and GEMATIK");
  return { kind: "queue", queue, gematik, token: queueSchema.parse(env).TENANT_TOKEN } as const;
};

const readUpload = () => {
  const { UPLOAD_URL: url, UPLOAD_CI: ci, UPLOAD_TOKEN: token } = uploadSchema.parse(env);
  return { kind: "upload", url, ci, token } as const;
};

export const config = {
  tenant: settings.TENANT,
  contractNameKey: settings.CONTRACT_NAME_KEY,
  recordIdKey: settings.RECORD_ID_KEY,
  credentials: settings.API_TOKENS,
  jurisdiction: settings.JURISDICTION,
  local,
  transport: settings.TRANSPORT === "upload" ? readUpload() : readQueue(),
  contracts: env.CONTRACT,
  database: env.PROVIDER,
} as const;

export type Config = typeof config;
