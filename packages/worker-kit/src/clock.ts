import type { MiddlewareHandler } from "hono";
import { z } from "zod";
import type { KitEnv } from "./app.ts";
import { problem } from "./problem.ts";

/** The time of a request, and how far it lies from real time: always 0 outside local mode. */
export interface Clock {
  readonly now: Date;
  readonly offsetMs: number;
}

/** Header that moves the clock for one request, in local mode only (design 9). */
export const clockHeader = "lagebild-now";

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

// Beyond them days stop being YYYY-MM-DD and every job would have centuries to catch up with.
const earliest = Date.UTC(2020, 0, 1);
const latest = Date.UTC(2100, 0, 1);

/** The clock that a request asks for, or undefined if the header is no instant with a zone from 2020 to 2099. */
export const readClock = (header: string | undefined, realNow: Date): Clock | undefined => {
  if (header === undefined) return { now: realNow, offsetMs: 0 };
  // Date.parse turns 30 February into 2 March.
  const isInstant = instantPattern.test(header) && z.iso.date().safeParse(header.slice(0, 10)).success;
  const time = isInstant ? Date.parse(header) : Number.NaN;
  const isInRange = time >= earliest && time < latest;
  return isInRange ? { now: new Date(time), offsetMs: time - realNow.getTime() } : undefined;
};

/** Sets the request's clock: real time, or in local mode the instant of the header. */
export const clock =
  (local: boolean): MiddlewareHandler<KitEnv> =>
  async (context, next) => {
    const asked = readClock(local ? context.req.header(clockHeader) : undefined, new Date());
    if (asked === undefined) {
      return problem(context, "invalid-clock", {
        detail: "Bitte als Zeitpunkt mit Zone in den Jahren 2020 bis 2099 angeben: 2026-11-23T08:00:00Z.",
      });
    }
    context.set("clock", asked);
    await next();
    return undefined;
  };
