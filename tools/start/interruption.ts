/**
 * One Ctrl-C reaches us up to three times: from the terminal, from npm and from the bootstrap. Only a signal that comes
 * later than this after the first one is a second wish.
 */
const samePressMs = 1_000;

export interface Interruption {
  /** Fires at the first signal, or when our parent is gone. */
  readonly signal: AbortSignal;
}

/** Turns SIGINT, SIGTERM, SIGHUP and the end of our parent into one abort; `again` runs at a second wish. */
export const awaitInterruption = (again: () => void): Interruption => {
  const controller = new AbortController();
  let firstAt: number | undefined;
  const interrupt = () => {
    const now = performance.now();
    firstAt ??= now;
    if (now - firstAt > samePressMs) again();
    controller.abort();
  };
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, interrupt);
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    controller.abort();
  }, 500);
  watch.unref();
  return { signal: controller.signal };
};
