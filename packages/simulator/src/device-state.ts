import type { SimulatedConnector } from "./connector.ts";
import { DAY_MS, dayOf } from "./dates.ts";
import { type FirmwareState, firmwareOn } from "./firmware.ts";
import { randomStream } from "./random-stream.ts";
import { type TrustLists, trustListsFetchedOn } from "./trust-lists.ts";

/** A VPN connection and the instant of its last change (milliseconds since 1970). */
export interface ConnectionState {
  readonly online: boolean;
  readonly sinceMs: number;
}

/** What changes from day to day and from report to report. */
export interface DeviceState {
  /** Days since 1970, UTC. */
  readonly day: number;
  /** InformationDate, milliseconds since 1970. */
  readonly informationMs: number;
  /** Last restart: the conditions that are not raised are valid from then. */
  readonly restartMs: number;
  readonly ti: ConnectionState;
  readonly sis: ConnectionState;
  readonly firmware: FirmwareState;
  readonly trustLists: TrustLists;
}

const TI_OUTAGE_SHARE = 0.03;
const SIS_OUTAGE_SHARE = 0.04;
const RESTART_EVERY_DAYS = 45;
const RECONNECT_EVERY_DAYS = 3;

/** The state of a device for the report sent at `at`; each `variant` above 0 differs from the one before. */
export function deviceState(connector: SimulatedConnector, at: Date, variant: number): DeviceState {
  const day = dayOf(at.getTime());
  const informationMs = laterOnTheSameDay(at.getTime(), variant);
  const restartMs = Math.min(periodStartMs(connector, day, RESTART_EVERY_DAYS), informationMs);
  const fetchedDay = day - ((day + connector.index) % connector.trustListEveryDays);
  return {
    day,
    informationMs,
    restartMs,
    ...connections(connector, { day, informationMs, variant }),
    firmware: firmwareOn(connector, day),
    trustLists: trustListsFetchedOn(fetchedDay),
  };
}

/**
 * Start of the device's current period of `everyDays` days, at its nightly hour (milliseconds since 1970). Devices are
 * shifted against each other, so that not all of the fleet changes on one day.
 */
export function periodStartMs(connector: SimulatedConnector, day: number, everyDays: number): number {
  const startDay = day - ((day + connector.index) % everyDays);
  return startDay * DAY_MS + connector.nightlyMs;
}

/** A changed report comes some minutes later, but never on another day than the first. */
function laterOnTheSameDay(firstMs: number, variant: number): number {
  const endOfDayMs = (dayOf(firstMs) + 1) * DAY_MS - 1_000;
  return variant > 0 ? Math.max(firstMs, Math.min(firstMs + variant * 420_000, endOfDayMs)) : firstMs;
}

interface Report {
  readonly day: number;
  readonly informationMs: number;
  readonly variant: number;
}

function connections(connector: SimulatedConnector, report: Report): { ti: ConnectionState; sis: ConnectionState } {
  const { day, informationMs, variant } = report;
  const random = randomStream(connector.seed, connector.index, "connections", day);
  const steadySinceMs = Math.min(periodStartMs(connector, day, RECONNECT_EVERY_DAYS), informationMs - 1_000);
  const ti = connectionOn(!random.chance(TI_OUTAGE_SHARE), steadySinceMs, informationMs - random.below(12 * 3_600_000));
  const sisUsed = connector.configuration.internetMode === "SIS";
  const sis = sisUsed
    ? connectionOn(!random.chance(SIS_OUTAGE_SHARE), steadySinceMs, informationMs - random.below(12 * 3_600_000))
    : { online: false, sinceMs: steadySinceMs };
  if (variant <= 0) return { ti, sis };
  // The connection has changed once with each variant, the last time a few seconds before this report; the differing
  // number of seconds tells two variants apart even where the end of the day holds their InformationDate back.
  const changedMs = informationMs - 1_000 * (1 + (variant % 3_600));
  return { ti: { online: variant % 2 === 1 ? !ti.online : ti.online, sinceMs: changedMs }, sis };
}

function connectionOn(online: boolean, steadySinceMs: number, outageSinceMs: number): ConnectionState {
  return { online, sinceMs: online ? steadySinceMs : outageSinceMs };
}
