import { certificateElements } from "./certificates.ts";
import { configurationElement } from "./configuration.ts";
import type { SimulatedConnector } from "./connector.ts";
import { type DateHabit, dateTimeText } from "./dates.ts";
import { type ConnectionState, type DeviceState, deviceState } from "./device-state.ts";
import { errorStateElements } from "./error-states.ts";
import { makerOf } from "./makers.ts";
import { productInformationElement } from "./product-information.ts";
import { cardTerminalsElement } from "./terminals.ts";
import { trustStatusElement } from "./trust-lists.ts";
import { conn, opd, writeXml, type XmlElement } from "./xml-writer.ts";

/**
 * The OperatingData document of a device for the report sent at `at` (its InformationDate); days are UTC. Valid against
 * the schema of `connector.schemaVersion`. A `variant` above 0 is a later, changed report of the same day: the VPN
 * connection to the TI flips with each odd one.
 */
export function operatingDataXml(connector: SimulatedConnector, at: Date, variant = 0): string {
  const state = deviceState(connector, at, variant);
  const { dates } = makerOf(connector.vendorId);
  const root = opd("OperatingData", [
    opd("OperatingSite", [opd("ContractID", connector.contractId)]),
    connectorProduct(connector, state, dates),
    configurationElement(connector.configuration, connector.schemaVersion),
    connectorElement(connector, state, dates),
    trustStatusElement(state.trustLists, dates),
    opd("ConnCertificates", certificateElements(connector.certificates.certificates, dates)),
    cardTerminalsElement(connector.terminals, state.informationMs, dates),
  ]);
  return writeXml(root, connector.line.style);
}

function connectorProduct(connector: SimulatedConnector, state: DeviceState, dates: DateHabit): XmlElement {
  const maker = makerOf(connector.vendorId);
  const product = {
    informationMs: state.informationMs,
    productType: "Konnektor",
    productTypeVersion: connector.line.productTypeVersion,
    vendorId: maker.vendorId,
    productCode: maker.productCode,
    hardwareVersion: connector.hardwareVersion,
    firmwareVersion: state.firmware.version,
    vendorName: maker.vendorName,
    productName: maker.productName(connector.hardwareVersion),
  };
  return productInformationElement(product, dates);
}

function connectorElement(connector: SimulatedConnector, state: DeviceState, dates: DateHabit): XmlElement {
  return conn("Connector", [
    conn("VPNTIStatus", connectionElements(state.ti, dates)),
    conn("VPNSISStatus", connectionElements(state.sis, dates)),
    conn("OperatingState", errorStateElements(connector, state)),
  ]);
}

function connectionElements(connection: ConnectionState, dates: DateHabit): XmlElement[] {
  return [
    conn("ConnectionStatus", connection.online ? "Online" : "Offline"),
    conn("Timestamp", dateTimeText(connection.sinceMs, dates)),
  ];
}
