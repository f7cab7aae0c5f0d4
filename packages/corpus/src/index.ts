export { type Planted, drawPlanted, otherMark, plantCanaries, writeWithOtherMarks } from "./canaries.ts";
export { drawDocument } from "./draw-document.ts";
export { type Generation, generations } from "./schema.ts";
export { type Leniency, knownPart } from "./known-part.ts";
export { mutate, type Mutation, mutations } from "./mutations.ts";
export { type Tree, type WritingStyle, drawStyle, writeTree } from "./tree.ts";
