import { relative } from "node:path";
import { type Plugin, defineConfig } from "vitest/config";
import { repositoryRoot } from "../start/settings.ts";

/** Names a line as `file:number`; the tests then run as if it were not there. */
const absentLine = /^(.+):(\d+)$/.exec(process.env["LAGEBILD_ABSENT_LINE"] ?? "");

const withoutLine: Plugin = {
  name: "without-one-line",
  enforce: "pre",
  transform: (code, id) => {
    if (absentLine === null || relative(repositoryRoot, id) !== absentLine[1]) return undefined;
    return {
      code: code
        .split("\n")
        .toSpliced(Number(absentLine[2]) - 1, 1)
        .join("\n"),
      map: null,
    };
  },
};

export default defineConfig({
  root: repositoryRoot,
  plugins: [withoutLine],
  test: { include: ["packages/operating-data/test/**/*.test.ts"], environment: "node", bail: 1, fsModuleCache: false },
});
