import type { SimulatedConnector } from "./connector.ts";
import { makerOf } from "./makers.ts";

/** 2024-01-01, the first release of every line. */
const FIRST_RELEASE_DAY = 19_723;
const DAYS_BETWEEN_RELEASES = 91;
/** ProductInformation.xsd allows three digits a part. */
const HIGHEST_PATCH = 999;

export interface FirmwareState {
  readonly version: string;
  /** Releases that the maker has published and this device has not installed. */
  readonly releasesBehind: number;
  /** Days since 1970 on which the oldest release still missing was published; meaningless if none is missing. */
  readonly behindSinceDay: number;
}

/**
 * The firmware of a device on a day: every line gets a release each quarter, and each device installs it its own number
 * of days later, so a roll-out progresses from day to day without any state.
 */
export function firmwareOn(connector: SimulatedConnector, day: number): FirmwareState {
  const { line } = connector;
  const firstDay = FIRST_RELEASE_DAY + makerOf(connector.vendorId).releaseShiftDays;
  const newest = releasesUntil(day - firstDay);
  const installed = line.frozen ? 0 : releasesUntil(day - firstDay - connector.updateLagDays);
  return {
    version: `${line.major}.${line.minor}.${Math.min(line.firstPatch + installed, HIGHEST_PATCH)}`,
    releasesBehind: newest - installed,
    behindSinceDay: firstDay + (installed + 1) * DAYS_BETWEEN_RELEASES,
  };
}

function releasesUntil(daysSinceFirst: number): number {
  return Math.max(0, Math.floor(daysSinceFirst / DAYS_BETWEEN_RELEASES));
}
