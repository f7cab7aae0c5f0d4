import {
  type Tree,
  drawDocument,
  generations,
  mutate,
  mutations,
  plantCanaries,
  writeTree,
  writeWithOtherMarks,
} from "@lagebild/corpus";
import { buildRecord, readOperatingData, writeHardenedXml } from "@lagebild/operating-data";
import { randomStream } from "@lagebild/simulator";
import { refusedText } from "../lagebild/redact-texts.de.ts";

export interface RedactionProof {
  readonly seed: number;
  readonly documents: number;
  readonly accepted: number;
  /** Marks that stood in the documents, each in a place whose content must not get anywhere. */
  readonly marks: number;
  /** Places whose mark was found in something that is kept, sent or answered, by how often. */
  readonly leaks: ReadonlyMap<string, number>;
  /** Documents of which something was kept, sent or answered that depends on what is withheld. */
  readonly interfering: number;
}

export interface RedactionOptions {
  readonly documents: number;
  readonly seed: number;
}

const receivedAt = new Date("2026-11-23T06:55:10Z");

/**
 * Plants marks in generated documents, sound and broken, and looks for them in everything that comes of a document; then
 * changes what is withheld, and compares. The provider may know the Contract ID (answered apart) and the update mode.
 */
export const proveRedaction = (
  { documents, seed }: RedactionOptions,
  progress: (done: number, total: number) => void,
): RedactionProof => {
  const leaks = new Map<string, number>();
  const sums = { accepted: 0, marks: 0, interfering: 0 };
  for (let index = 0; index < documents; index += 1) {
    const { places, accepted, marks, interferes } = examine(seed, index);
    for (const place of places) leaks.set(place, (leaks.get(place) ?? 0) + 1);
    sums.accepted += accepted ? 1 : 0;
    sums.marks += marks;
    sums.interfering += interferes ? 1 : 0;
    progress(index + 1, documents);
  }
  return { seed, documents, leaks, ...sums };
};

const examine = (seed: number, index: number) => {
  const random = randomStream(seed, index, "redaction");
  const sound = drawDocument(random, random.pick(generations));
  const drawn = random.chance(0.25) ? mutate(sound, random.pick(mutations), random) : sound;
  const planted = plantCanaries(drawn, random);
  const { tree, style, marks, leaksIn } = planted;
  const text = writeTree(tree, style);
  const outcome = outcomeOf(text);
  const all = JSON.stringify(outcome);
  const withOthers = JSON.stringify(outcomeOf(writeWithOtherMarks(planted)));
  const { forwarded } = outcomeOf(writeTree(withOtherUpdateMode(tree), style));
  return {
    places: leaksIn(all),
    accepted: outcome.forwarded !== undefined,
    marks,
    interferes: all !== withOthers || JSON.stringify(forwarded) !== JSON.stringify(outcome.forwarded),
  };
};

/** All that anyone but the document's sender can come to see, save the Contract ID at the provider. */
const outcomeOf = (text: string) => {
  const read = readOperatingData(text);
  if (!read.ok) return { answered: read.error, shown: refusedText(read.error) };
  const { data, otherCount, removed } = read.value;
  const record = buildRecord(data, "MVZ", receivedAt);
  return {
    stored: data,
    counted: [otherCount, ...removed],
    forwarded: { record, xml: writeHardenedXml(record) },
  };
};

const others: Readonly<Record<string, string>> = { true: "false", false: "true", "1": "0", "0": "1" };

const withOtherUpdateMode = (tree: Tree): Tree => {
  const isSetting = tree.name === "AutoDownload" || tree.name === "AutoUpdate";
  const text = isSetting ? (others[tree.text] ?? tree.text) : tree.text;
  return { ...tree, text, children: tree.children.map(withOtherUpdateMode) };
};
