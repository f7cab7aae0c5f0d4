import { randomStream } from "./random-stream.ts";

/** Every prefix ends in a character that is neither letter nor digit: that keeps the ids unique, see below. */
const PLAIN_PREFIXES = ["VPN-", "VZD-", "TI:", "KD-", "V-2021-"] as const;

/** Begin like a spreadsheet formula. */
const FORMULA_PREFIXES = ["=", "=SUM(A1:A9)/", "+49-", "-", "--", "@praxis:", "@SUM(", "=cmd!", "+-"] as const;

/** Mean something in a path, a URL, a shell, a query or JavaScript. */
const PATH_PREFIXES = [
  "K/2021/#",
  "../",
  "?id=",
  "a%00b/",
  "%2F:",
  "#",
  "/",
  "//",
  "*",
  "%",
  ".",
  "__proto__.",
  "constructor:",
  "100%/",
  "!",
  "(",
  "Vertrag=Nord-West/Abteilung_Telematik/Standort:Hafen/Ebene=3/Raum(17)/Schrank#4/Konnektor@",
] as const;

const SEPARATORS = ["-", "/", "_", ":", ".", "+", "=", "%", "#", "?", "@", "*", "!", "("] as const;
const SUFFIXES = ["", "", "", ")", "/", "#", "?", "%", "..", "=", "!", "+"] as const;

/**
 * A Contract ID in the charset of A_14623, which allows much that is awkward elsewhere. It ends in prefix, seed in base
 * 36, separator, seven-digit index, suffix; only seed and index are made of letters and digits there, so no two pairs
 * of seed and index share an id.
 */
export function contractId(seed: number, index: number): string {
  const random = randomStream(seed, index, "contract-id");
  const identity = [(seed >>> 0).toString(36), index.toString().padStart(7, "0")];
  const kind = random.weighted([
    ["plain", 45],
    ["formula", 25],
    ["path", 30],
  ]);
  if (kind === "plain") return random.pick(PLAIN_PREFIXES) + identity.join("-");
  const prefix = kind === "formula" ? random.pick(FORMULA_PREFIXES) : random.pick(PATH_PREFIXES);
  return prefix + identity.join(random.pick(SEPARATORS)) + random.pick(SUFFIXES);
}
