import { compactDay, type DateHabit, dateText } from "./dates.ts";
import type { RandomStream } from "./random-stream.ts";
import { opd, type XmlElement } from "./xml-writer.ts";

export interface SimulatedCertificate {
  /** 20 digits. */
  readonly iccsn: string;
  readonly commonName: string;
  readonly serialNumber: string;
  /** Last day of validity, days since 1970. */
  readonly validUntilDay: number;
}

/** The certificates of the built-in gSMC-K. */
export interface ConnectorCertificates {
  /** C.NK.VPN, C.AK.AUT and C.SAK.AUT, each RSA and ECC, in this order. */
  readonly certificates: readonly SimulatedCertificate[];
  /** Last day of the C.NK.VPN that ends first: what EC_NK_Certificate_Expiring and _Expired go by. */
  readonly networkValidUntilDay: number;
  /** Life extended after the card was issued (gemF_Laufzeitverlängerung gSMC-K). */
  readonly renewed: boolean;
}

/** Whose card, and how its maker prints serial numbers. */
export interface CardHolder {
  readonly seed: number;
  readonly index: number;
  readonly serialNumberRadix: 10 | 16;
}

const CERTIFICATES_PER_GSMC_K = 6;
/** 2021-10-01 to 2026-06-30: with five years of validity the ends spread over 2026 to 2031. */
const FIRST_ISSUE_DAY = 18_901;
const LAST_ISSUE_DAY = 20_634;
const VALIDITY_DAYS = 1_826;
/** Cards issued before 2022-06-01 are the ones that renewal is offered for. */
const RENEWABLE_BEFORE_DAY = 19_144;
const RENEWAL_DAYS = 1_096;
/** More slots than terminals at one connector. */
const TERMINAL_SLOTS = 32;

/** The six certificates of a connector's gSMC-K; CN = ICCSN and issue date (gemSpec_PKI, gematik-facts §8.3). */
export function drawConnectorCertificates(random: RandomStream, holder: CardHolder): ConnectorCertificates {
  const iccsn = iccsnOf("1", holder.seed, holder.index);
  const issueDay = drawIssueDay(random);
  const renewed = issueDay < RENEWABLE_BEFORE_DAY && random.chance(0.7);
  const validUntilDay = issueDay + VALIDITY_DAYS - 1 + (renewed ? RENEWAL_DAYS : 0);
  const commonName = `${iccsn}-${compactDay(issueDay)}`;
  const certificates = Array.from({ length: CERTIFICATES_PER_GSMC_K }, () => ({
    iccsn,
    commonName,
    serialNumber: drawSerialNumber(random, holder.serialNumberRadix),
    validUntilDay,
  }));
  return { certificates, networkValidUntilDay: validUntilDay, renewed };
}

/** One or two C.SMKT.AUT of the gSMC-KT in a terminal (`slot` counts the connector's terminals from 0); CN = ICCSN. */
export function drawTerminalCertificates(
  random: RandomStream,
  holder: CardHolder,
  slot: number,
): readonly SimulatedCertificate[] {
  const iccsn = iccsnOf("2", holder.seed, holder.index * TERMINAL_SLOTS + slot);
  const validUntilDay = drawIssueDay(random) + VALIDITY_DAYS - 1;
  // Older cards carry RSA alone.
  return Array.from({ length: random.chance(0.6) ? 2 : 1 }, () => ({
    iccsn,
    commonName: iccsn,
    serialNumber: drawSerialNumber(random, holder.serialNumberRadix),
    validUntilDay,
  }));
}

/** The element CertificateData of each certificate. */
export function certificateElements(certificates: readonly SimulatedCertificate[], habit: DateHabit): XmlElement[] {
  return certificates.map((certificate) =>
    opd("CertificateData", [
      opd("ICCSN", certificate.iccsn),
      opd("subject_commonName", certificate.commonName),
      opd("serialNumber", certificate.serialNumber),
      opd("validity", dateText(certificate.validUntilDay, habit)),
    ]),
  );
}

function drawIssueDay(random: RandomStream): number {
  return FIRST_ISSUE_DAY + random.below(LAST_ISSUE_DAY - FIRST_ISSUE_DAY + 1);
}

function drawSerialNumber(random: RandomStream, radix: 10 | 16): string {
  const number = 1e12 + random.below(8e14);
  return number.toString(radix).toUpperCase();
}

/** 80276 and an issuer number as on real cards, kind of card, two digits of the seed, nine of a running number. */
function iccsnOf(kind: "1" | "2", seed: number, number: number): string {
  const seedDigits = ((seed >>> 0) % 100).toString().padStart(2, "0");
  return `80276883${kind}${seedDigits}${number.toString().padStart(9, "0")}`;
}
