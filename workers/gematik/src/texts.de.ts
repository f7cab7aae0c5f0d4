import type { FleetDimension } from "./fleet.ts";

export const house = "gematik";

export const dimensionLabels: Readonly<Record<FleetDimension, string>> = {
  day: "Tag",
  tenant: "VPN-Zugangsdienstanbieter",
  siteType: "Betriebsstättenart",
  vendor: "Hersteller",
  product: "Produkt",
  hardware: "Hardware",
  firmware: "Firmware",
  productTypeVersion: "Produkttypversion",
  onlineTi: "TI",
  onlineSis: "SIS",
};

const valueLabels: Readonly<Record<string, string>> = {
  ARZTPRAXIS: "Arztpraxis",
  ZAHNARZTPRAXIS: "Zahnarztpraxis",
  MVZ: "MVZ",
  KRANKENHAUS: "Krankenhaus",
  APOTHEKE: "Apotheke",
  SONSTIGE: "Sonstige",
  Online: "verbunden",
  Offline: "nicht verbunden",
  UNBEKANNT: "unbekannt",
};

/** What a page calls a value of a dimension; versions and ids stand as they are. */
export const valueLabel = (value: string): string => valueLabels[value] ?? value;

export const suppressed = "unterdrückt";
