/** A count with the values of its dimensions. */
export interface Cell<Dimension extends string> {
  readonly dimensions: Readonly<Record<Dimension, string>>;
  readonly count: number;
}

export interface Selection<Dimension extends string> {
  /** The dimensions of the answer, in this order; none gives one total. */
  readonly groupBy: readonly Dimension[];
  /** Values that a cell must have to be counted. */
  readonly filter: Partial<Readonly<Record<Dimension, string>>>;
}

/** Sums base cells over all dimensions that are not asked for; rows come sorted by their dimensions' values. */
export const sumCells = <Dimension extends string, Asked extends Dimension>(
  cells: Iterable<Cell<Dimension>>,
  selection: { readonly groupBy: readonly Asked[]; readonly filter: Selection<Dimension>["filter"] },
): Cell<Asked>[] => {
  const filters = Object.entries(selection.filter) as [Dimension, string][];
  const sums = new Map<string, { dimensions: Record<Asked, string>; count: number }>();
  for (const cell of cells) {
    if (!filters.every(([dimension, wanted]) => cell.dimensions[dimension] === wanted)) continue;
    const values = selection.groupBy.map((dimension): [Asked, string] => [dimension, cell.dimensions[dimension]]);
    const key = JSON.stringify(values);
    const sum = sums.get(key);
    if (sum) sum.count += cell.count;
    else sums.set(key, { dimensions: Object.fromEntries(values) as Record<Asked, string>, count: cell.count });
  }
  return [...sums.values()].toSorted((a, b) => {
    const differing = selection.groupBy.find((dimension) => a.dimensions[dimension] !== b.dimensions[dimension]);
    return differing === undefined || a.dimensions[differing] > b.dimensions[differing] ? 1 : -1;
  });
};
