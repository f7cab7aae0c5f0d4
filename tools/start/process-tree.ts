import { readFileSync } from "node:fs";
import { errorCode } from "./error-code.ts";

/**
 * Process ids of everything a process started, and what that started. Linux only, elsewhere empty: there wrangler's own
 * clean-up has to do.
 */
export const descendantsOf = (pid: number): number[] => {
  const children = childrenOf(pid);
  return [...children, ...children.flatMap(descendantsOf)];
};

const childrenOf = (pid: number): number[] => {
  try {
    const list = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
    return list.split(" ").filter(Boolean).map(Number);
  } catch {
    // The process is gone, or this is not Linux.
    return [];
  }
};

/** Kills hard; a process that is gone already is no error. */
export const killHard = (pids: readonly number[]): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, "SIGKILL");
    } catch (error) {
      if (errorCode(error) !== "ESRCH") throw error;
    }
  }
};
