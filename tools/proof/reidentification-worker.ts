import { parentPort, workerData } from "node:worker_threads";
import { type DayRange, type MatchedDays, matchDayRange } from "./reidentification-days.ts";

export type WorkerMessage =
  { readonly kind: "progress"; readonly records: number } | { readonly kind: "matched"; readonly matched: MatchedDays };

const range: DayRange = workerData;
// Nothing but the message; without a list the linter takes this for a window's postMessage, which names its receiver.
const handOver: readonly never[] = [];
const tell = (message: WorkerMessage): void => parentPort?.postMessage(message, handOver);

const matched = matchDayRange(range, (records) => tell({ kind: "progress", records }));
tell({ kind: "matched", matched });
