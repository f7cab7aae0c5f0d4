import type { SimulatedConnector } from "./connector.ts";
import { dateTimeText } from "./dates.ts";
import type { DeviceState } from "./device-state.ts";
import { type CatalogueRow, CONNECTOR_CONDITIONS, TERMINAL_CONDITIONS } from "./error-catalogue.ts";
import { makerOf } from "./makers.ts";
import { type Raised, raisedConditions, raisedTerminalConditions } from "./raised-conditions.ts";
import { randomStream } from "./random-stream.ts";
import { conn, type XmlElement } from "./xml-writer.ts";

/** One ErrorState of the report; `raisedMs` null = Value false. */
interface ErrorState {
  readonly condition: string;
  readonly severity: string;
  readonly type: string;
  readonly raisedMs: number | null;
}

/** The elements ErrorState: every row of the catalogue, as GetResourceInformation lists them, raised or not. */
export function errorStateElements(connector: SimulatedConnector, state: DeviceState): XmlElement[] {
  const { dates } = makerOf(connector.vendorId);
  const states = [...terminalStates(connector, state), ...connectorStates(connector, state)];
  return states.map(({ condition, severity, type, raisedMs }) => {
    const sinceMs = Math.min(raisedMs ?? state.restartMs, state.informationMs);
    return conn("ErrorState", [
      conn("ErrorCondition", condition),
      conn("Severity", severity),
      conn("Type", type),
      conn("Value", String(raisedMs !== null)),
      conn("ValidFrom", dateTimeText(sinceMs, dates)),
    ]);
  });
}

function connectorStates(connector: SimulatedConnector, state: DeviceState): ErrorState[] {
  const raised = raisedConditions(connector, state);
  const states = CONNECTOR_CONDITIONS.map((row) => errorState(row, row.name, raised.get(row.name)));
  if (connector.otherErrorState !== null) states.push(otherErrorState(connector, connector.otherErrorState, state));
  return states;
}

/** Vendor-defined; the number is harmless and no terminal's identifier. */
function otherErrorState(connector: SimulatedConnector, number: number, state: DeviceState): ErrorState {
  const raised = randomStream(connector.seed, connector.index, "other", state.day).chance(0.1);
  return {
    condition: `EC_OTHER_ERROR_STATE(${number})`,
    severity: "Warning",
    type: "Operation",
    raisedMs: raised ? state.restartMs : null,
  };
}

/** The makers that name terminals list a row for each of them, the others one row for all. */
function terminalStates(connector: SimulatedConnector, state: DeviceState): ErrorState[] {
  const { terminalHabit } = makerOf(connector.vendorId);
  const raised = connector.terminals.map((terminal, position) =>
    raisedTerminalConditions(connector, terminal, position, state),
  );
  if (terminalHabit === "bare-name" || raised.length === 0) {
    return TERMINAL_CONDITIONS.map((row) => errorState(row, row.name, earliest(row.name, raised)));
  }
  return TERMINAL_CONDITIONS.flatMap((row) =>
    connector.terminals.map((terminal, position) => {
      const parameter = terminalHabit === "with-ct-id" ? terminal.ctId : "";
      return errorState(row, `${row.name}(${parameter})`, raised[position]?.get(row.name));
    }),
  );
}

function earliest<Name>(name: Name, raised: readonly Raised<Name>[]): number | undefined {
  const starts = raised.map((conditions) => conditions.get(name)).filter((startMs) => startMs !== undefined);
  return starts.length === 0 ? undefined : Math.min(...starts);
}

function errorState(row: CatalogueRow, condition: string, raisedMs: number | undefined): ErrorState {
  return { condition, severity: row.severity, type: row.type, raisedMs: raisedMs ?? null };
}
