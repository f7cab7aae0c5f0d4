import { type Cell, type ProtectedCell, hideSmallCells, sumCells } from "@lagebild/aggregates";
import type { Aggregate, fleetDimensions } from "@lagebild/protocol";
import { namesByCode } from "./dictionary-store.ts";
import { dayNumber, dayOf, unpackFlags } from "./record-row.ts";

export type FleetDimension = (typeof fleetDimensions)[number];

/** A question to the cube `fleet`. Days are inclusive. */
export interface FleetQuestion {
  readonly from: string;
  readonly to: string;
  readonly groupBy: readonly FleetDimension[];
  readonly filter: Partial<Readonly<Record<FleetDimension, string>>>;
  /** Shows counts below k; only for callers with the scope. */
  readonly exact: boolean;
}

export interface FleetAnswer {
  readonly coverage: Aggregate["coverage"];
  /** With `day` in front if the question spans several days and did not ask for it. */
  readonly groupBy: readonly FleetDimension[];
  readonly cells: readonly ProtectedCell<FleetDimension>[];
}

/** Counts below this are hidden (design 6). */
export const smallestShownCount = 5;

/** Stands for an element that was not reported (design 9). */
export const unreported = "UNBEKANNT";

interface BaseRow {
  readonly day: number;
  readonly tenant: number;
  readonly product: number;
  readonly online: number;
  readonly count: number;
}

// Site type and the two connection states are the three lowest base-8 digits of `flags`.
const fleetFlags = 8 ** 3;

/** Answers from the raw rows. Page and API call this same function. */
export const askFleet = async (
  database: D1Database,
  tenants: readonly string[],
  question: FleetQuestion,
): Promise<FleetAnswer> => {
  const [{ results }, names] = await Promise.all([
    database
      .prepare(
        `SELECT day, tenant, product, flags % ${fleetFlags} AS online, count(*) AS count FROM record
         WHERE day BETWEEN ? AND ? GROUP BY 1, 2, 3, 4`,
      )
      .bind(dayNumber(question.from), dayNumber(question.to))
      .all<BaseRow>(),
    namesByCode(database, ["tenant", "product"]),
  ]);
  const base = results.map((row) => toCell(row, names));
  const spansDays = question.from !== question.to && !question.groupBy.includes("day");
  const groupBy = spansDays ? (["day", ...question.groupBy] as const) : question.groupBy;
  const cells = sumCells(base, { groupBy, filter: question.filter });
  const reporting = new Set(base.map((cell) => cell.dimensions.tenant));
  return {
    coverage: { tenantsReporting: reporting.size, tenantsKnown: new Set([...tenants, ...reporting]).size },
    groupBy,
    cells: question.exact ? cells : hideSmallCells(cells, smallestShownCount),
  };
};

const toCell = (row: BaseRow, names: ReadonlyMap<number, string>): Cell<FleetDimension> => {
  const flags = unpackFlags(row.online);
  const product = JSON.parse(names.get(row.product) ?? "[]") as readonly (string | null)[];
  const [vendor, code, hardware, firmware, productTypeVersion] = product.map((part) => part || unreported);
  return {
    dimensions: {
      day: dayOf(row.day),
      tenant: names.get(row.tenant) ?? unreported,
      siteType: flags.siteType ?? unreported,
      vendor: vendor ?? unreported,
      product: code ?? unreported,
      hardware: hardware ?? unreported,
      firmware: firmware ?? unreported,
      productTypeVersion: productTypeVersion ?? unreported,
      onlineTi: flags.onlineTi ?? unreported,
      onlineSis: flags.onlineSis ?? unreported,
    },
    count: row.count,
  };
};
