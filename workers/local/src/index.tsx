import { createApp, mountPageAssets, problem, requireRole } from "@lagebild/worker-kit";
import { Hono } from "hono";
import { config } from "./config.ts";
import { forward } from "./forward.ts";
import { StartPage } from "./pages/start-page.tsx";
import { startPageTexts, tickTexts } from "./texts.de.ts";
import { allHealthy, runAllJobs } from "./tick.ts";

const ownPages = createApp({
  title: startPageTexts.title,
  version: "0.1.0",
  local: config.local,
  credentials: config.credentials,
  checkReady: async () => {
    if (!(await allHealthy(config.workers))) throw new Error("a Worker is not healthy");
  },
});

mountPageAssets(ownPages); // anyone
ownPages.get("/", (context) => context.html(<StartPage />)); // anyone
ownPages.post("/_local/tick", requireRole("monitor"), async (context) => {
  const results = await runAllJobs(config.workers, context.req.header("authorization") ?? "");
  const failed = results.filter((result) => result.status !== 200);
  return context.json({ results }, failed.length === 0 ? 200 : 502);
});
ownPages.all("/_local/tick", (context) => problem(context, "not-found", { detail: tickTexts.method }));

// The kit's headers belong to our own pages only: what a Worker answers passes unchanged.
const gateway = new Hono();
gateway.use(async (context, next) => (config.local ? next() : context.body(null, 404)));
gateway.get("/healthz", async (context) => {
  const healthy = await allHealthy(config.workers);
  return context.json({ status: healthy ? "ok" : "starting" }, healthy ? 200 : 503);
});
for (const worker of config.workers) gateway.all(`/${worker.name}/*`, (context) => forward(context.req.raw, worker));
gateway.all("*", (context) => ownPages.fetch(context.req.raw));

export default { fetch: (request) => gateway.fetch(request) } satisfies ExportedHandler;
