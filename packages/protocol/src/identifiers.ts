import { z } from "zod";

/** A UTC day, YYYY-MM-DD, that exists in the calendar. */
export const daySchema = z.iso.date();

/** First 16 bytes, in hex, of HMAC-SHA-256(RECORD_ID_KEY, `YYYY-MM-DD|contractId`) (design 3.5). */
export const recordIdSchema = z.string().regex(/^[0-9a-f]{32}$/);

export const tenantSchema = z.string().regex(/^[a-z][a-z0-9]{1,30}$/);

/** Who may call what (design 9). */
export const roles = [
  "connector",
  "operator",
  "operator2",
  "officer",
  "analyst",
  "scanner",
  "tenant",
  "uploader",
  "kim",
  "monitor",
] as const;

export type Role = (typeof roles)[number];
