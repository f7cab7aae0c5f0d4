import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";
import { join } from "node:path";
import { runCommand } from "../check/command.ts";
import { repositoryRoot } from "../start/settings.ts";

export interface LinesProof {
  /** Lines of code of the redactor that were taken out, one at a time. */
  readonly lines: number;
  /** Without these nothing compiles, so that no test had to be run. */
  readonly uncompilable: number;
  /** Lines without which no test fails, as `file:number`: there must be none. */
  readonly survivors: readonly string[];
}

/** What decides on its own what leaves the provider, and in which words and steps. */
const redactor = ["build-record.ts", "coarsening.ts", "error-conditions.ts"].map(
  (file) => `packages/operating-data/src/${file}`,
);

const atATime = 2;

/** Takes out every line of the redactor in turn, or each `stride`-th, and asks whether a test of its package fails. */
export const proveEveryLine = async (
  { stride }: { readonly stride: number },
  progress: (done: number, total: number) => void,
): Promise<LinesProof> => {
  const lines = redactor.flatMap(codeLines).filter((_, index) => index % stride === 0);
  const waiting = lines.filter(({ compiles }) => compiles).values();
  const uncompilable = lines.filter(({ compiles }) => !compiles).length;
  const survivors: string[] = [];
  let done = uncompilable;
  const lane = async (): Promise<void> => {
    for (const { where } of waiting) {
      if (await testsPassWithout(where)) survivors.push(where);
      done += 1;
      progress(done, lines.length);
    }
  };
  await Promise.all(Array.from({ length: atATime }, lane));
  return { lines: lines.length, uncompilable, survivors };
};

/** Lines without which the program is another one: comments, blank lines and types are none. */
const codeLines = (file: string): { where: string; compiles: boolean }[] => {
  const source = readFileSync(join(repositoryRoot, file), "utf8").split("\n");
  const whole = compiled(source);
  return source.flatMap((_, index) => {
    const without = compiled(source.toSpliced(index, 1));
    const isCode = without !== whole && !/^\s*(\/\/|\/?\*)/.test(source[index] ?? "");
    return isCode ? [{ where: `${file}:${index + 1}`, compiles: without !== undefined }] : [];
  });
};

const compiled = (lines: readonly string[]): string | undefined => {
  try {
    return stripTypeScriptTypes(lines.join("\n")).replaceAll(/\s+/g, "");
  } catch {
    // This is how it says that a program is none.
    return undefined;
  }
};

const testsPassWithout = async (where: string): Promise<boolean> => {
  const { passed } = await runCommand({
    program: "vitest",
    args: ["run", "--config", "tools/proof/redactor-lines.config.ts"],
    environment: { ...process.env, LAGEBILD_ABSENT_LINE: where },
  });
  return passed;
};
