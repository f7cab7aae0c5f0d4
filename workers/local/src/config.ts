import { env } from "cloudflare:workers";
import { credentialsSchema } from "@lagebild/worker-kit";
import { z } from "zod";

/** Everything the gateway reads from its environment, checked once. */
const settingsSchema = z.object({
  API_TOKENS: credentialsSchema,
  /** Set by `npm start` and by tests only; no wrangler.toml may name it. Without it the gateway answers nobody. */
  LAGEBILD_LOCAL: z.literal("1").optional(),
});

const settings = settingsSchema.parse(env);

/** A Worker behind the gateway: the first segment of its paths, and its jobs in the order in which a tick runs them. */
export interface LocalWorker {
  readonly name: string;
  readonly service: Fetcher;
  readonly jobs: readonly string[];
}

const { INGEST, GEMATIK } = env;
// The types of all Workers are one, and not every tenant's ingest has this binding.
if (GEMATIK === undefined) throw new Error("the gateway needs GEMATIK");

const workers: readonly LocalWorker[] = [
  { name: "ingest", service: INGEST, jobs: ["reconcile", "expire"] },
  { name: "gematik", service: GEMATIK, jobs: ["expire"] },
];

export const config = {
  credentials: settings.API_TOKENS,
  local: settings.LAGEBILD_LOCAL === "1",
  workers,
} as const;
