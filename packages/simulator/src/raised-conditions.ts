import type { SimulatedConnector } from "./connector.ts";
import { DAY_MS } from "./dates.ts";
import { type DeviceState, periodStartMs } from "./device-state.ts";
import type { ConnectorCondition, TerminalCondition } from "./error-catalogue.ts";
import { randomStream } from "./random-stream.ts";
import type { SimulatedTerminal } from "./terminals.ts";

/** Raised conditions with the instant since when (milliseconds since 1970); what is missing is not raised. */
export type Raised<Name> = ReadonlyMap<Name, number>;

/** Conditions that come and go by chance: [name, days an episode lasts, share of devices that have it]. */
const EPISODES: readonly (readonly [ConnectorCondition, number, number])[] = [
  ["EC_Time_Sync_Not_Successful", 2, 0.012],
  ["EC_TSL_Update_Not_Successful", 3, 0.008],
  ["EC_BNetzA_VL_Update_Not_Successful", 3, 0.008],
  ["EC_LOG_OVERFLOW", 30, 0.02],
  ["EC_Time_Sync_Pending_Warning", 20, 0.004],
  ["EC_IP_Adresses_Not_Available", 2, 0.002],
  ["EC_CRYPTOPERATION_ALARM", 14, 0.003],
  ["EC_FW_Not_Valid_Status_Blocked", 60, 0.001],
];

const TERMINAL_AWAY_DAYS = 3;
const TERMINAL_AWAY_SHARE = 0.04;
/** EC_CardTerminal_gSMC-KT_Certificate_Expires_Soon: five weeks. */
const TERMINAL_CERTIFICATE_WARNING_DAYS = 35;
/** EC_NK_Certificate_Expiring (A_22970). */
const NETWORK_CERTIFICATE_WARNING_DAYS = 180;
const TSL_GRACE_DAYS = 30;

/** The connector's own raised conditions; they agree with the connections, lists, versions and dates of the report. */
export function raisedConditions(connector: SimulatedConnector, state: DeviceState): Raised<ConnectorCondition> {
  const raised = new Map<ConnectorCondition, number>();
  for (const [name, lastsDays, share] of EPISODES) {
    const sinceMs = episodeStartMs(connector, { key: name, day: state.day, lastsDays, share });
    if (sinceMs !== null) raised.set(name, sinceMs);
  }
  addFirmware(raised, connector, state);
  addConnections(raised, connector, state);
  addTrustLists(raised, state);
  addCertificates(raised, connector, state);
  return raised;
}

/** The raised conditions of one terminal, by its position among the connector's terminals. */
export function raisedTerminalConditions(
  connector: SimulatedConnector,
  terminal: SimulatedTerminal,
  position: number,
  state: DeviceState,
): Raised<TerminalCondition> {
  const raised = new Map<TerminalCondition, number>();
  if (terminal.softwareOutOfDate) raised.set("EC_CardTerminal_Software_Out_Of_Date", state.restartMs);
  const warningMs = (terminal.validUntilDay - TERMINAL_CERTIFICATE_WARNING_DAYS) * DAY_MS;
  if (warningMs <= state.informationMs) {
    raised.set("EC_CardTerminal_gSMC-KT_Certificate_Expires_Soon", warningMs);
  }
  const absence = {
    key: `terminal ${position}`,
    day: state.day,
    lastsDays: TERMINAL_AWAY_DAYS,
    share: TERMINAL_AWAY_SHARE,
  };
  const awayMs = episodeStartMs(connector, absence);
  if (awayMs !== null) raised.set("EC_CardTerminal_Not_Available", awayMs);
  return raised;
}

interface Episode {
  readonly key: string;
  readonly day: number;
  readonly lastsDays: number;
  readonly share: number;
}

function episodeStartMs(connector: SimulatedConnector, { key, day, lastsDays, share }: Episode): number | null {
  const startMs = periodStartMs(connector, day, lastsDays);
  return randomStream(connector.seed, connector.index, key, startMs / 1_000).chance(share) ? startMs : null;
}

type Collector = Map<ConnectorCondition, number>;

function addFirmware(raised: Collector, connector: SimulatedConnector, { firmware, restartMs }: DeviceState): void {
  const { releasesBehind, behindSinceDay } = firmware;
  // KSR lists updates of terminals under the same condition.
  if (releasesBehind > 0) raised.set("EC_FW_Update_Available", behindSinceDay * DAY_MS);
  else if (connector.terminals.some((terminal) => terminal.softwareOutOfDate)) {
    raised.set("EC_FW_Update_Available", restartMs);
  }
  // Not each release is "Kritisch"; by the second one the device has missed such a one.
  if (releasesBehind > 1) raised.set("EC_Connector_Software_Out_Of_Date", behindSinceDay * DAY_MS);
}

function addConnections(raised: Collector, connector: SimulatedConnector, { ti, sis }: DeviceState): void {
  if (!ti.online) raised.set("EC_No_VPN_TI_Connection", ti.sinceMs);
  // A_17086: only where SIS is used at all.
  const sisMissing = !sis.online && connector.configuration.internetMode === "SIS";
  if (sisMissing) raised.set("EC_No_VPN_SIS_Connection", sis.sinceMs);
}

function addTrustLists(raised: Collector, { trustLists, informationMs }: DeviceState): void {
  const { crl, tsl, bnetzaVl } = trustLists;
  const add = (name: ConnectorCondition, fromMs: number, untilMs = Number.POSITIVE_INFINITY): void => {
    if (fromMs <= informationMs && informationMs < untilMs) raised.set(name, fromMs);
  };
  add("EC_CRL_Expiring", crl.nextUpdateMs - 3 * DAY_MS, crl.nextUpdateMs);
  add("EC_CRL_Out_Of_Date", crl.nextUpdateMs);
  const graceEndMs = tsl.nextUpdateMs + TSL_GRACE_DAYS * DAY_MS;
  add("EC_TSL_Expiring", tsl.nextUpdateMs - 7 * DAY_MS, tsl.nextUpdateMs);
  add("EC_TSL_Out_Of_Date_Within_Grace_Period", tsl.nextUpdateMs, graceEndMs);
  add("EC_TSL_Out_Of_Date_Beyond_Grace_Period", graceEndMs);
  add("EC_BNetzA_VL_not_valid", bnetzaVl.nextUpdateMs);
}

function addCertificates(raised: Collector, connector: SimulatedConnector, state: DeviceState): void {
  const endMs = (connector.certificates.networkValidUntilDay + 1) * DAY_MS;
  const warningMs = endMs - NETWORK_CERTIFICATE_WARNING_DAYS * DAY_MS;
  if (endMs <= state.informationMs) raised.set("EC_NK_Certificate_Expired", endMs);
  else if (warningMs <= state.informationMs) raised.set("EC_NK_Certificate_Expiring", warningMs);
  // Below 120 bits of security means RSA under 3000 bits; 1.1.1 firmware does not know the condition's cause yet.
  const weakKey = connector.configuration.clients?.tlsKey.keyLength === "2048";
  if (weakKey && connector.schemaVersion === "1.1.2") {
    raised.set("EC_TLS_Client_Certificate_Security", state.restartMs);
  }
}
