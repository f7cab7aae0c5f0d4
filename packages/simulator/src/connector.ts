import { type ConnectorCertificates, drawConnectorCertificates } from "./certificates.ts";
import { type Configuration, drawConfiguration } from "./configuration.ts";
import { contractId } from "./contract-id.ts";
import { type FirmwareLine, MAKER_SHARES, type VendorId } from "./makers.ts";
import { type RandomStream, randomStream } from "./random-stream.ts";
import { drawSite, type SiteType } from "./sites.ts";
import { drawTerminals, type SimulatedTerminal } from "./terminals.ts";

/** The two generations of conn/OperatingData.xsd in the field. */
export type SchemaVersion = "1.1.1" | "1.1.2";

/** One synthetic device with all that stays the same from day to day; plain data. */
export interface SimulatedConnector {
  readonly seed: number;
  readonly index: number;
  /** Unique per seed and index, in the charset of A_14623. */
  readonly contractId: string;
  readonly siteType: SiteType;
  readonly schemaVersion: SchemaVersion;
  /** By which entry this device posts its report. */
  readonly door: "soap" | "xml";
  /** Invented name of the contract partner. */
  readonly partner: string;
  /** At example.org. */
  readonly email: string;
  readonly vendorId: VendorId;
  readonly line: FirmwareLine;
  readonly hardwareVersion: string;
  /** Days from a release to its installation on this device. */
  readonly updateLagDays: number;
  readonly configuration: Configuration;
  readonly certificates: ConnectorCertificates;
  readonly terminals: readonly SimulatedTerminal[];
  /** Days between two successful fetches of the trust lists: 1, or many for a device whose fetching is broken. */
  readonly trustListEveryDays: number;
  /** Milliseconds after 0:00 UTC, 1 to 5 hours: when this device restarts, checks and fetches at night. */
  readonly nightlyMs: number;
  /** Number n of the EC_OTHER_ERROR_STATE(n) that this device lists; null = it lists none. */
  readonly otherErrorState: number | null;
}

/** The device with this index (0, 1, 2 ...) in the fleet of this seed (32-bit); the same for every call. */
export function simulatedConnector(seed: number, index: number): SimulatedConnector {
  const random = randomStream(seed, index, "device");
  const site = drawSite(random, index);
  const maker = random.weighted(MAKER_SHARES);
  const line = random.weighted(maker.lines.map((candidate) => [candidate, candidate.weight] as const));
  const holder = { seed, index, serialNumberRadix: maker.serialNumberRadix };
  const certificates = drawConnectorCertificates(random, holder);
  const configuration = drawConfiguration(random, certificates.renewed);
  return {
    seed,
    index,
    contractId: contractId(seed, index),
    siteType: site.siteType,
    schemaVersion: line.schemaVersion,
    door: random.chance(0.6) ? "soap" : "xml",
    partner: site.partner,
    email: `technik-${(seed >>> 0).toString(36)}-${index}@example.org`,
    vendorId: maker.vendorId,
    line,
    hardwareVersion: random.weighted(maker.hardwareVersions),
    updateLagDays: drawUpdateLag(random, configuration.updates?.autoUpdate ?? false),
    configuration,
    certificates,
    terminals: drawTerminals(holder, site.terminalCount),
    trustListEveryDays: random.chance(0.02) ? 10 + random.below(50) : 1,
    nightlyMs: 3_600_000 + random.below(4 * 3_600_000),
    otherErrorState: random.chance(0.25) ? 1 + random.below(5) : null,
  };
}

/** A device that updates by itself follows within weeks, one that waits for a technician within most of a year. */
function drawUpdateLag(random: RandomStream, autoUpdate: boolean): number {
  return autoUpdate ? 1 + random.below(45) : 20 + random.below(220);
}
