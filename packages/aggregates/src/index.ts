export { type Cell, type Selection, sumCells } from "./sum-cells.ts";
export { type ProtectedCell, hideSmallCells } from "./hide-small-cells.ts";
