import { utcDay } from "@lagebild/retention";
import { type App, formatMetrics, metricsContentType, requireRole } from "@lagebild/worker-kit";
import type { Config } from "../config.ts";
import { countReceipts } from "../receipt-store.ts";
import { sumRejections } from "../rejection-store.ts";

export const mountMetrics = (app: App, config: Config): void => {
  app.get("/metrics", requireRole("monitor"), async (context) => {
    const [received, rejected] = await Promise.all([
      countReceipts(config.database, utcDay(context.get("clock").now)),
      sumRejections(config.database),
    ]);
    const sample = (row: { tenant: string; reason?: string; count: number }) => ({
      labels: { tenant: row.tenant, ...(row.reason === undefined ? {} : { reason: row.reason }) },
      value: row.count,
    });
    const dead = rejected.filter((row) => row.reason.startsWith("dead-"));
    const refused = rejected.filter((row) => !row.reason.startsWith("dead-"));
    const metrics = formatMetrics([
      {
        name: "lagebild_records_today",
        help: "Records of the current UTC day",
        type: "gauge",
        samples: received.map(sample),
      },
      {
        name: "lagebild_rejected_records_total",
        help: "Messages refused, by reason",
        type: "counter",
        samples: refused.map(sample),
      },
      {
        name: "lagebild_dead_letters_total",
        help: "Dead letters, by what became of them",
        type: "counter",
        samples: dead.map(sample),
      },
    ]);
    return context.body(metrics, 200, { "content-type": metricsContentType });
  });
};
