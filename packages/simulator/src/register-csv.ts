import type { SimulatedConnector } from "./connector.ts";

/**
 * The provider's register of these devices' contracts, all active: RFC 4180 with comma, CRLF, no BOM, one header line.
 * Values are raw: a Contract ID that looks like a formula is neutralised for people, never for an import.
 */
export function registerCsv(connectors: readonly SimulatedConnector[]): string {
  const rows = connectors.map(({ contractId, siteType, partner, email }) =>
    [contractId, siteType, "active", partner, email].map(csvField).join(","),
  );
  return ["contractId,siteType,status,partner,email", ...rows, ""].join("\r\n");
}

function csvField(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
