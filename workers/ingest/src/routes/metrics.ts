import { utcDay } from "@lagebild/retention";
import { type App, type Metric, formatMetrics, metricsContentType, requireRole } from "@lagebild/worker-kit";
import type { Config } from "../config.ts";
import { type CounterName, readCounters } from "../counter-store.ts";
import { type ForwardingState, forwardingState } from "../projection-store.ts";
import { countContracts } from "../register-store.ts";
import { readRemovals } from "../removal-store.ts";

export const mountMetrics = (app: App, config: Config): void => {
  app.get("/metrics", requireRole("monitor"), async (context) => {
    const today = utcDay(context.get("clock").now);
    return context.body(formatMetrics(await collectMetrics(config, today)), 200, {
      "content-type": metricsContentType,
    });
  });
};

const collectMetrics = async (config: Config, today: string): Promise<Metric[]> => {
  const [contracts, state, counters, removals] = await Promise.all([
    countContracts(config.database),
    forwardingState(config.database, today),
    readCounters(config.database),
    readRemovals(config.database),
  ]);
  const removed = [...removals].map(([name, count]) => ({ labels: { element: name }, value: count }));
  const registered = contracts.map((row) => ({ labels: { status: row.status }, value: row.count }));
  return [
    { name: "lagebild_contracts", help: "Contracts in the register", type: "gauge", samples: registered },
    ...forwardingMetrics(state),
    {
      name: "lagebild_removed_elements_total",
      help: "Elements removed, by schema name",
      type: "counter",
      samples: removed,
    },
    ...counterHelp.map(([counter, name, help]): Metric => {
      const rows = counters.filter((row) => row.name === counter);
      const samples = rows.map((row) => ({ labels: { reason: row.reason }, value: row.count }));
      return { name, help, type: "counter", samples };
    }),
  ];
};

const counterHelp: readonly (readonly [counter: CounterName, name: string, help: string])[] = [
  ["rejected", "lagebild_rejected_documents_total", "Documents refused, by reason"],
  ["undeliverable", "lagebild_undeliverable_records_total", "Records dropped undelivered, by reason"],
];

const forwardingMetrics = (state: ForwardingState): Metric[] => [
  gauge("lagebild_forwarded_today", "Records handed over for the current UTC day", state.forwardedToday),
  gauge("lagebild_outbox_waiting", "Records that wait at their objects because sending failed", state.waiting),
  gauge("lagebild_outbox_unconfirmed", "Records that gematik did not have when reconciled", state.unconfirmed),
  gauge("lagebild_last_report_seconds", "Time of the last report that was handed over", toSeconds(state.lastSentAt)),
  gauge(
    "lagebild_confirmed_through_seconds",
    "Start of the last reconciled UTC day",
    toSeconds(state.confirmedThrough),
  ),
];

const gauge = (name: string, help: string, value: number | null): Metric => ({
  name,
  help,
  type: "gauge",
  samples: value === null ? [] : [{ labels: {}, value }],
});

const toSeconds = (milliseconds: number | null): number | null => (milliseconds === null ? null : milliseconds / 1000);
