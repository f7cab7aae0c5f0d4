import { createRoute, z } from "@hono/zod-openapi";
import { aggregateSchema, daySchema, fleetDimensions } from "@lagebild/protocol";
import { utcDay } from "@lagebild/retention";
import {
  type App,
  guarded,
  problemAnswers,
  type KitContext,
  formatMetrics,
  hasScope,
  metricsContentType,
  problem,
  requireRole,
} from "@lagebild/worker-kit";
import { stringify } from "csv-stringify/browser/esm/sync";
import type { Config } from "../config.ts";
import { type FleetAnswer, type FleetDimension, type FleetQuestion, askFleet } from "../fleet.ts";

const querySchema = z.looseObject({
  from: daySchema.optional(),
  to: daySchema.optional(),
  groupBy: z.string().max(500).optional(),
  exact: z.enum(["true", "false"]).optional(),
  format: z.enum(["json", "csv", "prometheus"]).optional(),
});

const route = createRoute({
  method: "get",
  path: "/v1/aggregates/fleet",
  summary:
    "Counts Konnektoren by day, tenant, kind of site, product and connection; filter with filter[dimension]=value",
  middleware: requireRole("analyst"),
  ...guarded,
  request: { query: querySchema },
  responses: {
    ...problemAnswers,
    200: {
      description: "The counts; null is a hidden count below 5",
      content: {
        "application/json": { schema: aggregateSchema },
        "text/csv": { schema: z.string() },
        "text/plain": { schema: z.string() },
      },
    },
  },
});

const named = new Set(Object.keys(querySchema.shape));

export const mountAggregates = (app: App, config: Config): void => {
  app.openapi(route, async (context) => {
    const query = context.req.valid("query");
    const today = utcDay(context.get("clock").now);
    const read = readQuestion(query, today);
    if ("detail" in read) return problem(context, "invalid-request", read);
    if (read.exact && !hasScope(context, "aggregates:exact")) {
      return problem(context, "forbidden", {
        detail: "Exakte Fallzahlen verlangen die Berechtigung aggregates:exact.",
      });
    }
    const answer = await askFleet(config.database, config.tenants, read);
    if (query.format === "csv") return csv(context, answer);
    if (query.format === "prometheus") return prometheus(context, answer);
    const { from, to } = read;
    const rows = answer.cells.map((cell) => ({ ...cell.dimensions, count: cell.count }));
    return context.json(
      { cube: "fleet" as const, from, to, ...answer, cells: undefined, groupBy: [...answer.groupBy], rows },
      200,
    );
  });
};

type Query = z.infer<typeof querySchema>;

/** The question that a query asks, or what is wrong with it. */
const readQuestion = (query: Query, today: string): FleetQuestion | { readonly detail: string } => {
  const asked = query.groupBy === undefined || query.groupBy === "" ? [] : query.groupBy.split(",");
  const others = Object.entries(query).filter(([name]) => !named.has(name));
  const filters = others.map(([name, value]) => [/^filter\[(\w+)\]$/.exec(name)?.[1] ?? name, value] as const);
  const unknown = [...asked, ...filters.map(([name]) => name)].filter((name) => !isDimension(name));
  if (unknown.length > 0 || others.some(([name, value]) => !name.startsWith("filter[") || typeof value !== "string")) {
    return { detail: `Unbekannte Angabe. Diese Dimensionen gibt es: ${fleetDimensions.join(", ")}.` };
  }
  const from = query.from ?? query.to ?? today;
  const to = query.to ?? (query.from !== undefined && query.from > today ? query.from : today);
  if (from > to) return { detail: "Der Zeitraum endet vor seinem Beginn. Bitte from und to prüfen." };
  return {
    from,
    to,
    groupBy: [...new Set(asked.filter(isDimension))],
    filter: Object.fromEntries(filters),
    exact: query.exact === "true",
  };
};

const isDimension = (name: string): name is FleetDimension => (fleetDimensions as readonly string[]).includes(name);

/** RFC 4180, comma, no BOM; an empty count is a hidden one. */
const csv = (context: KitContext, answer: FleetAnswer) => {
  const header = [...answer.groupBy, "count"];
  const rows = answer.cells.map((cell) => [...answer.groupBy.map((name) => cell.dimensions[name]), cell.count]);
  return context.body(stringify([header, ...rows], { record_delimiter: "windows" }), 200, {
    "content-type": "text/csv; charset=utf-8",
  });
};

/** Hidden counts have no sample: Prometheus knows no "not shown". */
const prometheus = (context: KitContext, answer: FleetAnswer) => {
  const samples = answer.cells.flatMap(({ dimensions, count }) =>
    count === null
      ? []
      : [{ labels: Object.fromEntries(answer.groupBy.map((name) => [name, dimensions[name]])), value: count }],
  );
  const metric = {
    name: "lagebild_fleet",
    help: "Konnektoren by the dimensions asked for",
    type: "gauge",
    samples,
  } as const;
  return context.body(formatMetrics([metric]), 200, { "content-type": metricsContentType });
};
