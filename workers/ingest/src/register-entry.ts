import { siteTypes } from "@lagebild/operating-data";
import { z } from "zod";

// An empty field clears what is kept; an absent one leaves it.
const optionalText = (maxLength: number) =>
  z
    .string()
    .max(maxLength)
    .transform((text) => text.replace(/\s+/g, " ").trim())
    .refine((text) => !/\p{Cc}/u.test(text))
    .transform((text) => (text === "" ? null : text))
    .nullable()
    .optional();

/**
 * One contract of the register as it is delivered. Only the first two fields are mandatory: the quarterly delivery of
 * site types (A_22510) has no more, and must not erase what an earlier one brought.
 */
export const registerEntrySchema = z.strictObject({
  /** A_14623: these characters, no length given; ours ends at 256. */
  contractId: z
    .string()
    .max(256)
    .regex(/^[A-Za-z0-9%()=!?+\-*/#_@:.]+$/),
  siteType: z.enum(siteTypes),
  status: z.preprocess(
    (value) => (value === "" ? undefined : value),
    z.enum(["active", "ended", "blocked"]).optional(),
  ),
  partner: optionalText(200),
  email: optionalText(254).refine((address) => !address || /^[^\s@]+@[^\s@]+$/.test(address)),
  /** SHA-256 of the device certificate, hex, with or without colons. */
  certificateFingerprint: optionalText(95)
    .transform((fingerprint) => fingerprint?.replaceAll(":", "").toLowerCase() ?? fingerprint)
    .refine((fingerprint) => !fingerprint || /^[0-9a-f]{64}$/.test(fingerprint)),
  /** ICCSNs of the gSMC-Ks, 20 digits each, separated by blanks. */
  iccsns: optionalText(500).refine((list) => !list || list.split(/\s+/).every((iccsn) => /^[0-9]{20}$/.test(iccsn))),
});

export type RegisterEntry = z.infer<typeof registerEntrySchema>;

/** A line that was not imported, and why: never anything of the line itself. */
export interface RejectedLine {
  readonly line: number;
  readonly reason: string;
}

/** German reasons by field; the schema's own words would quote values. */
const reasons: Readonly<Record<string, string>> = {
  contractId: "contractId fehlt oder enthält unzulässige Zeichen",
  siteType: "siteType ist keine bekannte Betriebsstättenart",
  status: "status ist nicht active, ended oder blocked",
  partner: "partner ist zu lang oder enthält Steuerzeichen",
  email: "email ist keine E-Mail-Adresse",
  certificateFingerprint: "certificateFingerprint ist kein SHA-256-Fingerabdruck",
  iccsns: "iccsns enthält etwas anderes als 20-stellige Nummern",
};

const unknownColumn = "unbekannte Spalte oder unbekanntes Feld";

/** Checks one delivered object. */
export const checkEntry = (delivered: unknown): { readonly entry: RegisterEntry } | { readonly reason: string } => {
  const parsed = registerEntrySchema.safeParse(delivered);
  if (parsed.success) return { entry: parsed.data };
  const field = parsed.error.issues[0]?.path[0];
  return { reason: (typeof field === "string" ? reasons[field] : undefined) ?? unknownColumn };
};
