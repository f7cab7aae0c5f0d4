import type { Context, TypedResponse } from "hono";

/** Every problem that any Worker answers with: one table of code, status and German title (RFC 9457). */
export const problems = {
  unauthenticated: { status: 401, title: "Anmeldung fehlt oder ist ungültig" },
  forbidden: { status: 403, title: "Keine Berechtigung für diesen Aufruf" },
  "contract-refused": { status: 403, title: "Vertrag nicht registriert, beendet oder gesperrt" },
  "not-found": { status: 404, title: "Unter dieser Adresse gibt es nichts" },
  "too-large": { status: 413, title: "Anfrage zu groß" },
  "unsupported-media-type": { status: 415, title: "Inhaltstyp wird nicht angenommen" },
  "invalid-clock": { status: 400, title: "Zeitangabe in lagebild-now ungültig" },
  "invalid-request": { status: 400, title: "Anfrage enthält ungültige Angaben" },
  "xml-not-readable": { status: 400, title: "Dokument ist kein lesbares XML" },
  "document-invalid": { status: 422, title: "Dokument entspricht nicht dem Schema der Betriebsdaten" },
  overloaded: { status: 503, title: "Derzeit überlastet" },
  internal: { status: 500, title: "Interner Fehler" },
} as const satisfies Readonly<Record<string, { status: number; title: string }>>;

export type ProblemCode = keyof typeof problems;

/** Where a rule is broken and which: never a value of the request. */
export interface ProblemDetail {
  readonly where: string;
  readonly reason: string;
}

/** Fits every route: which problems exist is said by the table above, not route by route. */
export type ProblemResponse = Response & TypedResponse<never, never, never>;

interface About {
  readonly detail: string;
  readonly errors?: readonly ProblemDetail[];
  /** When to come back, where the status is 503. */
  readonly retryAfterSeconds?: number;
}

/**
 * An answer in problem+json. `detail` is German, says what to do next and holds nothing of the request; `instance` is
 * the request's event id, which also stands in the log.
 */
export const problem = (
  context: Context,
  code: ProblemCode,
  { retryAfterSeconds = 30, ...about }: About,
): ProblemResponse => {
  const { status, title } = problems[code];
  const body = { type: `urn:lagebild:problem:${code}`, title, status, ...about, instance: eventIdOf(context) };
  const headers: Record<string, string> = { "content-type": "application/problem+json; charset=utf-8" };
  if (status === 401) headers["www-authenticate"] = 'Bearer realm="Lagebild"';
  if (status === 503) headers["retry-after"] = String(retryAfterSeconds);
  return context.body(JSON.stringify(body), { status, headers }) as ProblemResponse;
};

/** The id of this request in answers and in the log; it says nothing about who asked. */
export const eventIdOf = (context: Context): string => {
  const known: unknown = context.get("eventId");
  if (typeof known === "string") return known;
  const eventId = `urn:uuid:${crypto.randomUUID()}`;
  context.set("eventId", eventId);
  return eventId;
};
