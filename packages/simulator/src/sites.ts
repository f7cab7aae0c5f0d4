import type { RandomStream } from "./random-stream.ts";

export type SiteType = "ARZTPRAXIS" | "ZAHNARZTPRAXIS" | "MVZ" | "KRANKENHAUS" | "APOTHEKE" | "SONSTIGE";

interface Site {
  readonly siteType: SiteType;
  readonly weight: number;
  /** [number of terminals, weight]; a connector serves 20 at most here. */
  readonly terminals: readonly (readonly [number, number])[];
  readonly names: readonly string[];
}

/** Weights are rough shares of the healthcare sites in the TI; names are invented and of no real site. */
const SITES: readonly Site[] = [
  {
    siteType: "ARZTPRAXIS",
    weight: 60,
    terminals: weights([0, 3], [1, 36], [2, 30], [3, 18], [4, 6], [5, 4], [6, 2], [8, 1]),
    names: ["Praxis Eibenhof", "Praxis am Kranichmoor", 'Hausarztpraxis "Zur Linde"', "Dres. Birke, Esche & Erle"],
  },
  {
    siteType: "ZAHNARZTPRAXIS",
    weight: 22,
    terminals: weights([0, 3], [1, 55], [2, 30], [3, 10], [4, 2]),
    names: ["Zahnarztpraxis Silberweide", "Zahnärzte am Muschelkai", "Praxis für Zahnheilkunde, Ulmenhof"],
  },
  {
    siteType: "APOTHEKE",
    weight: 10,
    terminals: weights([1, 25], [2, 40], [3, 20], [4, 10], [5, 5]),
    names: ["Apotheke zur Silberdistel", "Storchen-Apotheke Moorhain", "Apotheke am Wachtelsteig"],
  },
  {
    siteType: "MVZ",
    weight: 4,
    terminals: weights([2, 20], [3, 20], [4, 20], [6, 20], [8, 12], [10, 8]),
    names: ["MVZ Lindenau GmbH", "MVZ Reiherhorst GmbH & Co. KG"],
  },
  {
    siteType: "KRANKENHAUS",
    weight: 1,
    terminals: weights([6, 20], [9, 20], [12, 25], [16, 20], [20, 15]),
    names: ["Klinikum Seerosental gGmbH", "Krankenhaus Habichtswiese"],
  },
  {
    siteType: "SONSTIGE",
    weight: 3,
    terminals: weights([0, 15], [1, 60], [2, 20], [3, 5]),
    names: ["Kostenträger Ginsterheide", "Reha-Zentrum Auenblick"],
  },
];

const SITE_SHARES: readonly (readonly [Site, number])[] = SITES.map((site) => [site, site.weight]);

export interface DrawnSite {
  readonly siteType: SiteType;
  readonly partner: string;
  /** 0 to 20. */
  readonly terminalCount: number;
}

/** One site: type, synthetic name of the contract partner with the connector's number, size. */
export function drawSite(random: RandomStream, index: number): DrawnSite {
  const site = random.weighted(SITE_SHARES);
  return {
    siteType: site.siteType,
    partner: `${random.pick(site.names)} ${index + 1}`,
    terminalCount: random.weighted(site.terminals),
  };
}

function weights(...pairs: readonly (readonly [number, number])[]): readonly (readonly [number, number])[] {
  return pairs;
}
