import { parseArgs } from "node:util";
import { conformanceReport } from "./conformance.ts";
import { ARGUMENTS_UNKNOWN, DOCUMENTS_INVALID, errorText, FOLDER_MISSING, reportText, USAGE } from "./texts.de.ts";

const EXIT_INVALID = 1;
const EXIT_WRONG_USE = 2;
const MOST_DOCUMENTS = 200_000;

async function main(): Promise<number> {
  const call = readCall();
  if (call === null) return wrongUse(ARGUMENTS_UNKNOWN);
  if (call.help) {
    console.log(USAGE);
    return 0;
  }
  const { documents, corpus } = call;
  if (![documents, corpus].every((count) => Number.isInteger(count) && count >= 1 && count <= MOST_DOCUMENTS)) {
    return wrongUse(DOCUMENTS_INVALID);
  }
  if (call.schemasFolder === undefined || call.schemasFolder === "") return wrongUse(FOLDER_MISSING);
  const result = await conformanceReport({ schemasFolder: call.schemasFolder, documents, corpus });
  if (!result.ok) {
    console.error(errorText(result.error));
    return EXIT_WRONG_USE;
  }
  console.log(reportText(result.value));
  return result.value.passed ? 0 : EXIT_INVALID;
}

interface Call {
  readonly help: boolean;
  readonly schemasFolder: string | undefined;
  /** Not checked yet: NaN for what is no number. */
  readonly documents: number;
  readonly corpus: number;
}

function readCall(): Call | null {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        documents: { type: "string", default: "500" },
        corpus: { type: "string", default: "20000" },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (positionals.length > 1) return null;
    const schemasFolder = positionals[0] ?? process.env.LAGEBILD_SCHEMAS;
    const counts = { documents: Number(values.documents), corpus: Number(values.corpus) };
    return { help: values.help, schemasFolder, ...counts };
  } catch {
    // parseArgs throws on unknown options only; its English message would not help a German reader.
    return null;
  }
}

function wrongUse(sentence: string): number {
  console.error(`${sentence}\n\n${USAGE}`);
  return EXIT_WRONG_USE;
}

process.exitCode = await main();
