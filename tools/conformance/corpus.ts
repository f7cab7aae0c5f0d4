import { join } from "node:path";
import {
  type Leniency,
  type Tree,
  drawDocument,
  drawStyle,
  generations,
  knownPart,
  mutate,
  mutations,
  writeTree,
} from "@lagebild/corpus";
import { buildRecord, readHardenedXml, readOperatingData, writeHardenedXml } from "@lagebild/operating-data";
import { randomStream } from "@lagebild/simulator";
import { type BatchError, type NamedDocument, validateBatch } from "./xmllint.ts";

/** One line of the comparison: documents of one mutation. */
export interface CorpusRow {
  readonly mutation: string;
  readonly documents: number;
  /** Valid by at least one of the four versions of conn/OperatingData.xsd. */
  readonly official: number;
  /** Accepted by our reader. */
  readonly accepted: number;
}

export interface CorpusReport {
  readonly rows: readonly CorpusRow[];
  /** Documents that an official schema accepts and we refuse: there must be none. */
  readonly wronglyRefused: readonly string[];
  /** Documents that we accept, no official schema does, and that are not sound without what our list of leniencies names. */
  readonly wronglyAccepted: readonly string[];
  /** How many documents each leniency of the list was needed for. */
  readonly leniencies: ReadonlyMap<Leniency, number>;
  readonly forwarded: number;
  /** Forwarded documents that are invalid by the hardened schema, or that do not come back as they were written. */
  readonly badlyForwarded: readonly string[];
}

export type CorpusResult =
  { readonly ok: true; readonly value: CorpusReport } | { readonly ok: false; readonly error: BatchError };

export interface CorpusOptions {
  readonly schemasFolder: string;
  readonly documents: number;
  readonly seed: number;
  /** Folder for the files of xmllint. */
  readonly folder: string;
}

const operatingDataSchemas = [
  "conn/OperatingData_1.0.0.xsd",
  "conn/OperatingData_1.1.0.xsd",
  "conn/OperatingData_1.1.1.xsd",
  "conn/OperatingData.xsd",
];
const hardenedSchema = "vpnzugd/OperatingData_vpnzugd_hardened.xsd";

export const corpusSchemas: readonly string[] = [...operatingDataSchemas, hardenedSchema];

const receivedAt = new Date("2026-11-23T06:55:10Z");

interface CorpusDocument extends NamedDocument {
  readonly tree: Tree;
  readonly mutation: string;
  /** What would be forwarded; undefined if our reader refuses the document. */
  readonly forwarded: string | undefined;
}

const drawCorpusDocument = (seed: number, index: number): CorpusDocument => {
  const random = randomStream(seed, index, "corpus");
  const mutation = mutations[Math.floor(index / generations.length) % mutations.length];
  if (mutation === undefined) throw new Error("there are no mutations");
  const sound = drawDocument(random, generations[index % generations.length] ?? "1.1.2");
  const tree = mutate(sound, mutation, random);
  const text = writeTree(tree, drawStyle(random));
  const read = readOperatingData(text);
  const forwarded = read.ok ? writeHardenedXml(buildRecord(read.value.data, "MVZ", receivedAt)) : undefined;
  return { name: `corpus-${index}.xml`, text, tree, mutation: mutation.name, forwarded };
};

/** Judges a corpus of sound and mutated documents by our reader and by xmllint with the official schemas, one by one. */
export const compareVerdicts = async (options: CorpusOptions): Promise<CorpusResult> => {
  const documents = Array.from({ length: options.documents }, (_, index) => drawCorpusDocument(options.seed, index));
  const official = await validByAny(documents, options, "official");
  if (!official.ok) return official;
  const lenient = documents.filter(({ name, forwarded }) => forwarded !== undefined && !official.value.has(name));
  const known = lenient.map(({ name, tree }) => ({ name, ...knownPart(tree) }));
  const sound = await validByAny(known.map(toDocument), options, "known");
  if (!sound.ok) return sound;
  const forwarded = await forwardedWell(documents, options);
  if (!forwarded.ok) return forwarded;
  const leniencies = new Map<Leniency, number>();
  for (const kind of known.flatMap(({ left }) => [...left])) leniencies.set(kind, (leniencies.get(kind) ?? 0) + 1);
  return {
    ok: true,
    value: {
      rows: mutations.map(({ name }) => rowOf(name, documents, official.value)),
      wronglyRefused: namesOf(
        documents.filter((each) => each.forwarded === undefined && official.value.has(each.name)),
      ),
      wronglyAccepted: namesOf(known.filter(({ name, left }) => left.size === 0 || !sound.value.has(name))),
      leniencies,
      ...forwarded.value,
    },
  };
};

const namesOf = (documents: readonly { readonly name: string }[]): string[] => documents.map(({ name }) => name);

const plainStyle = { declaration: "", prefix: null, between: "", text: "escaped", quote: '"' } as const;

const toDocument = ({ name, tree }: { name: string; tree: Tree }): NamedDocument => ({
  name,
  text: writeTree(tree, plainStyle),
});

const rowOf = (mutation: string, documents: readonly CorpusDocument[], official: ReadonlySet<string>): CorpusRow => {
  const own = documents.filter((document) => document.mutation === mutation);
  return {
    mutation,
    documents: own.length,
    official: own.filter(({ name }) => official.has(name)).length,
    accepted: own.filter(({ forwarded }) => forwarded !== undefined).length,
  };
};

type Names =
  { readonly ok: true; readonly value: ReadonlySet<string> } | { readonly ok: false; readonly error: BatchError };

/** Names of the documents that at least one version of the schema accepts. */
const validByAny = async (
  documents: readonly NamedDocument[],
  { schemasFolder, folder }: CorpusOptions,
  title: string,
): Promise<Names> => {
  const valid = new Set<string>();
  for (const [index, path] of operatingDataSchemas.entries()) {
    const batch = { title, schema: join(schemasFolder, path), documents };
    const result = await validateBatch(batch, join(folder, `${title}-${index}`));
    if (!result.ok) return result;
    for (const name of result.value.validNames) valid.add(name);
  }
  return { ok: true, value: valid };
};

// A number that libxml2 cannot hold, although the schema allows it.
const beyondLibxml2 = /(Number>)[0-9]{25,}</g;

type Forwarded =
  | { readonly ok: true; readonly value: Pick<CorpusReport, "forwarded" | "badlyForwarded"> }
  | { readonly ok: false; readonly error: BatchError };

const forwardedWell = async (documents: readonly CorpusDocument[], options: CorpusOptions): Promise<Forwarded> => {
  const written = documents.flatMap(({ name, forwarded }) =>
    forwarded === undefined ? [] : [{ name, text: forwarded }],
  );
  const schema = join(options.schemasFolder, hardenedSchema);
  const checked = written.map(({ name, text }) => ({ name, text: text.replaceAll(beyondLibxml2, "$11<") }));
  const result = await validateBatch(
    { title: "hardened", schema, documents: checked },
    join(options.folder, "hardened"),
  );
  if (!result.ok) return result;
  const { validNames } = result.value;
  const badly = written.filter(({ name, text }) => !validNames.has(name) || !comesBack(text));
  return { ok: true, value: { forwarded: written.length, badlyForwarded: namesOf(badly) } };
};

/** Whether what was forwarded is read as the record that it was written from: writing that again gives the same bytes. */
const comesBack = (forwarded: string): boolean => {
  const back = readHardenedXml(forwarded);
  return back.ok && writeHardenedXml(back.value) === forwarded;
};
