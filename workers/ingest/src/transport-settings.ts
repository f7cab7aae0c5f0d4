import { z } from "zod";

/** How a tenant's records reach gematik (design 3.5), with all that its way needs and nothing of the other one's. */
export type TransportSettings =
  | { readonly kind: "queue"; readonly queue: Queue; readonly gematik: Fetcher; readonly token: string }
  | { readonly kind: "upload"; readonly url: string; readonly ci: string; readonly token: string | undefined };

/** A binding, which only the platform can make; that it is there is all one can check. */
const binding = <Binding>() => z.custom<Binding>((given) => typeof given === "object" && given !== null);

const queueSchema = z.object({
  TRANSPORT: z.literal("queue"),
  OPERATING_DATA: binding<Queue>(),
  GEMATIK: binding<Fetcher>(),
  /** Our credential at gematik, role `tenant`. */
  TENANT_TOKEN: z.string().min(16).max(500),
});

// No user name in it and no fragment.
const address = (options: z.core.$ZodURLParams) =>
  z
    .url(options)
    .max(500)
    .regex(/^[^@#\s]+$/);

const uploadSchema = z.object({
  TRANSPORT: z.literal("upload"),
  // A_17730: nothing without TLS. A name, because a deployed Worker cannot call an IP address; a fake on this machine has neither.
  UPLOAD_URL: address({ protocol: /^https$/, hostname: z.regexes.domain }),
  /** gematik's number of this product instance (A_23107). */
  UPLOAD_CI: z.string().regex(/^CI-[0-9]{7}$/),
  /** Our credential at gematik, role `uploader`; gematik's own collector knows none. */
  UPLOAD_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,500}$/)
    .optional(),
  OPERATING_DATA: z.undefined().optional(),
  GEMATIK: z.undefined().optional(),
});

const localUploadSchema = uploadSchema.extend({ UPLOAD_URL: address({ protocol: /^https?$/ }) });

/** Reads a tenant's transport from the environment; throws if something of it is missing, wrong, or of the other one. */
export const readTransport = (environment: object, { local }: { readonly local: boolean }): TransportSettings => {
  const settings = z
    .discriminatedUnion("TRANSPORT", [queueSchema, local ? localUploadSchema : uploadSchema])
    .parse({ TRANSPORT: "queue", ...environment });
  switch (settings.TRANSPORT) {
    case "queue":
      return {
        kind: "queue",
        queue: settings.OPERATING_DATA,
        gematik: settings.GEMATIK,
        token: settings.TENANT_TOKEN,
      };
    case "upload":
      return { kind: "upload", url: settings.UPLOAD_URL, ci: settings.UPLOAD_CI, token: settings.UPLOAD_TOKEN };
  }
};
