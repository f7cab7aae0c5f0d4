import { readFileSync, readdirSync } from "node:fs";

/**
 * Memory of all living processes of a group in bytes, from Linux's /proc; 0 if none lives. Proportional set size: what
 * processes share counts once, not once for each.
 */
export const memoryOfGroup = (group: number): number =>
  readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => memoryInGroup(pid, group))
    .reduce((sum, bytes) => sum + bytes, 0);

const memoryInGroup = (pid: string, group: number): number => {
  try {
    // The name in brackets may hold blanks; what follows is state, parent, group, …
    const [state, , processGroup] = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    if (Number(processGroup) !== group || state === "Z") return 0;
    return Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))?.[1] ?? 0) * 1024;
  } catch {
    // The process has ended between listing and reading.
    return 0;
  }
};
