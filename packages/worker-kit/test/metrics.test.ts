import { describe, expect, test } from "vitest";
import { type Metric, formatMetrics } from "../src/metrics.ts";

const aMetric = (samples: Metric["samples"]): Metric => ({
  name: "lagebild_reports_total",
  help: "Reports.",
  type: "counter",
  samples,
});

describe("the metrics", () => {
  test("are Prometheus text with a head for each metric and a line for each sample", () => {
    const gauge: Metric = { name: "up", help: "Up.", type: "gauge", samples: [{ labels: {}, value: 1.5 }] };
    const counter = aMetric([
      { labels: { tenant: "one", result: "stored" }, value: 3 },
      { labels: { tenant: "two", result: "refused" }, value: 0 },
    ]);
    expect(formatMetrics([counter, gauge])).toBe(
      [
        "# HELP lagebild_reports_total Reports.",
        "# TYPE lagebild_reports_total counter",
        'lagebild_reports_total{tenant="one",result="stored"} 3',
        'lagebild_reports_total{tenant="two",result="refused"} 0',
        "# HELP up Up.",
        "# TYPE up gauge",
        "up 1.5",
        "",
      ].join("\n"),
    );
  });

  test.each([
    ["a quote", 'a"b'],
    ["a backslash", "a\\b"],
    ["a line break", "a\nb"],
  ])("do not let %s out of a label", (_case, text) => {
    expect(formatMetrics([aMetric([{ labels: { tenant: text }, value: 1 }])])).toContain('{tenant="a_b"} 1\n');
  });
});
