import { clockHeader, readClock } from "@lagebild/worker-kit";

/**
 * How far the last request that moved its clock lay from real time; undefined until one came. In memory on purpose: a
 * restart begins on real time (design 9).
 */
let offsetMs: number | undefined;

export const rememberClock = (headers: Headers): void => {
  const header = headers.get(clockHeader);
  if (header === null) return;
  offsetMs = readClock(header, new Date())?.offsetMs ?? offsetMs;
};

/** The header that puts a job on the remembered clock; none while real time counts. */
export const rememberedClockHeader = (): Readonly<Record<string, string>> =>
  offsetMs === undefined ? {} : { [clockHeader]: new Date(Date.now() + offsetMs).toISOString() };
