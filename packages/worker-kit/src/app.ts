import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context, MiddlewareHandler } from "hono";
import { type Credential, authentication } from "./access.ts";
import { type Clock, clock } from "./clock.ts";
import { describeCommonCalls } from "./describe.ts";
import { href } from "./href.ts";
import { logFailure } from "./log-event.ts";
import { eventIdOf, problem } from "./problem.ts";
import { wantsPage } from "./wants-page.ts";

/** What the kit puts into a request's context. */
export interface KitVariables {
  readonly clock: Clock;
  readonly credential: Credential | undefined;
  readonly eventId: string;
}

export interface KitEnv {
  Variables: KitVariables;
}

export type App = OpenAPIHono<KitEnv>;
export type KitContext = Context<KitEnv>;

export interface AppOptions {
  /** German title, also of the OpenAPI document. */
  readonly title: string;
  readonly version: string;
  readonly local: boolean;
  readonly credentials: readonly Credential[];
  /** Throws if something this Worker needs is not there. */
  readonly checkReady: () => Promise<void>;
}

const notFoundPage =
  '<!doctype html><html lang="de"><meta charset="utf-8"><title>Nicht gefunden – Lagebild</title>' +
  "<h1>Diese Seite gibt es nicht</h1><p>Bitte die Adresse prüfen oder eine Ebene höher beginnen.</p></html>";

const contentSecurityPolicy = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self' data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** An app with what every Worker has: clock, credentials, problems, headers, health, version and OpenAPI. */
export const createApp = (options: AppOptions): App => {
  const app: App = new OpenAPIHono<KitEnv>({
    defaultHook: (result, context) => {
      if (result.success) return undefined;
      return problem(context, "invalid-request", {
        detail: "Bitte die genannten Angaben berichtigen.",
        errors: result.error.issues.map((issue) => ({
          where: issue.path.join(".") || result.target,
          reason: issueReasons[issue.code] ?? "ungültig",
        })),
      });
    },
  });
  app.use(answerHeaders, clock(options.local), authentication(options.credentials, options));
  app.onError((error, context) => {
    logFailure("request-failed", error, { eventId: eventIdOf(context) });
    return problem(context, "internal", {
      detail: "Bitte später erneut versuchen und sonst die Vorgangsnummer (instance) an den Support geben.",
    });
  });
  app.notFound((context) =>
    wantsPage(context)
      ? context.html(notFoundPage, 404)
      : problem(context, "not-found", { detail: "Bitte Pfad und Methode prüfen." }),
  );
  app.get("/healthz", (context) => context.json({ status: "ok" }));
  app.get("/readyz", async (context) => {
    await options.checkReady();
    return context.json({ status: "ok" });
  });
  app.get("/version", (context) => context.json({ version: options.version }));
  describeCommonCalls(app);
  app.doc31("/openapi.json", (context) => ({
    openapi: "3.1.0",
    info: { title: options.title, version: options.version },
    servers: [{ url: href(context, "", options.local) || "/" }],
  }));
  return app;
};

/** German words for what zod finds; everything else is "ungültig". */
const issueReasons: Readonly<Partial<Record<string, string>>> = {
  invalid_type: "fehlt oder hat die falsche Art",
  unrecognized_keys: "enthält eine unbekannte Angabe",
  too_big: "zu lang",
  too_small: "zu kurz",
};

const answerHeaders: MiddlewareHandler = async (context, next) => {
  await next();
  const { headers } = context.res;
  if (!headers.has("cache-control")) headers.set("cache-control", "no-store");
  headers.set("x-content-type-options", "nosniff");
  headers.set("referrer-policy", "no-referrer");
  headers.set("content-security-policy", contentSecurityPolicy);
};
