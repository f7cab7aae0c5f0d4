import type { Cell } from "./sum-cells.ts";

/** A cell as others may see it: `null` where the count is too small to be shown. */
export interface ProtectedCell<Dimension extends string> {
  readonly dimensions: Readonly<Record<Dimension, string>>;
  readonly count: number | null;
}

/**
 * Hides every count below k. This alone does not stop someone who subtracts totals from each other: until the
 * disclosure gate of design 6 protects each day's cube once, treat such answers as internal.
 */
export const hideSmallCells = <Dimension extends string>(
  cells: readonly Cell<Dimension>[],
  k: number,
): ProtectedCell<Dimension>[] => cells.map((cell) => (cell.count < k ? { ...cell, count: null } : cell));
