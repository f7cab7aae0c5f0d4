import type { LocalWorker } from "./config.ts";
import { rememberClock } from "./remembered-clock.ts";

/** Hands a request to a Worker as if it had been asked directly, and its answer back as it is. */
export const forward = (request: Request, worker: LocalWorker): Promise<Response> => {
  rememberClock(request.headers);
  const prefix = `/${worker.name}`;
  const url = new URL(request.url);
  url.pathname = url.pathname.slice(prefix.length);
  const headers = new Headers(request.headers);
  // Workers believe this header in local mode, so whatever the caller sent must not survive.
  headers.set("x-forwarded-prefix", prefix);
  return worker.service.fetch(url, { method: request.method, headers, body: request.body, redirect: "manual" });
};
