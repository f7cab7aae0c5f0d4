/** The only fields that may enter a log. Values are codes, counts and names from our own schemas, never foreign text. */
export interface LogEvent {
  readonly event: string;
  readonly level?: "info" | "warning" | "error";
  readonly eventId?: string;
  readonly reason?: string;
  readonly job?: string;
  readonly tenant?: string;
  readonly day?: string;
  readonly count?: number;
  readonly status?: number;
  readonly durationMs?: number;
}

/** Writes one JSON line. */
export const logEvent = (entry: LogEvent): void => {
  const line = JSON.stringify({ level: "info", ...entry });
  if (entry.level === "error") console.error(line);
  else console.log(line);
};

/**
 * Logs a failure of our own code or infrastructure by the name of its error and where it was thrown: messages of
 * databases and parsers may quote the values they were given, so they stay out.
 */
export const logFailure = (event: string, error: unknown, entry: Omit<LogEvent, "event" | "level"> = {}): void => {
  const reason = error instanceof Error ? `${error.name} ${originOf(error)}`.trim() : typeof error;
  logEvent({ event, level: "error", reason, ...entry });
};

// A stack begins with the message, which may hold an "at" of its own.
const originOf = (error: Error): string => {
  const stack = error.stack ?? "";
  const start = stack.indexOf(error.message);
  const frames = start < 0 ? "" : stack.slice(start + error.message.length);
  return /at ([\w.$ ]+?)(?: \(|\n|$)/.exec(frames)?.[1] ?? "";
};
