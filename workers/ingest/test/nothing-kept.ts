import { env } from "cloudflare:workers";
import { listDurableObjectIds } from "cloudflare:test";
import { expect, vi } from "vitest";

/** The fields of packages/worker-kit/src/log-event.ts: no others may stand in a log line. */
const logFields = new Set([
  "event",
  "level",
  "eventId",
  "reason",
  "job",
  "tenant",
  "day",
  "count",
  "status",
  "durationMs",
]);

/** All that ingest keeps: the objects there are, and every row of D1 but the counters of what was refused. */
const everythingKept = async (): Promise<string> => {
  const objects = await listDurableObjectIds(env.CONTRACT);
  const { results } = await env.PROVIDER.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name",
  ).all<{ name: string }>();
  const tables = await Promise.all(
    results.map(async ({ name }) => {
      const where = name === "counter" ? " WHERE name <> 'rejected'" : "";
      return [name, (await env.PROVIDER.prepare(`SELECT * FROM ${name}${where}`).all()).results];
    }),
  );
  return JSON.stringify([objects.map(String).sort(), tables]);
};

/** Listens to the log, in the Worker as in the test: both run in one isolate. */
export const listenToLog = () => {
  const lines: string[] = [];
  const spies = (["log", "info", "warn", "error", "debug"] as const).map((method) =>
    vi.spyOn(console, method).mockImplementation((...words: unknown[]) => void lines.push(words.map(String).join(" "))),
  );
  return { lines, end: () => spies.forEach((spy) => spy.mockRestore()) };
};

/**
 * Does something to the Worker and holds that nothing was kept of it: no object, no row; in the log only lines of our
 * own fields; and nothing of `secret` in log, answer or headers.
 */
export const expectNothingKept = async (secret: string, work: () => Promise<Response>): Promise<Response> => {
  const before = await everythingKept();
  const log = listenToLog();
  const answer = await work().finally(log.end);
  expect(await everythingKept()).toBe(before);
  for (const line of log.lines) {
    const fields = Object.keys(JSON.parse(line) as Record<string, unknown>);
    expect(fields.filter((field) => !logFields.has(field))).toEqual([]);
  }
  const body = await answer.clone().text();
  expect([...log.lines, body, JSON.stringify([...answer.headers])].join("\n")).not.toContain(secret);
  return answer;
};
