/** Strongly connected components after Tarjan: each comes after those that it points to, its members in the order given. */
export function circles<T>(nodes: readonly T[], next: (node: T) => readonly T[]): readonly (readonly T[])[] {
  const index = new Map<T, number>();
  const low = new Map<T, number>();
  const stack: T[] = [];
  const found: T[][] = [];
  const visit = (node: T): void => {
    index.set(node, index.size);
    low.set(node, index.get(node) as number);
    stack.push(node);
    for (const other of next(node)) {
      if (!index.has(other)) visit(other);
      if (stack.includes(other)) low.set(node, Math.min(low.get(node) as number, low.get(other) as number));
    }
    if (low.get(node) === index.get(node)) found.push(stack.splice(stack.indexOf(node)));
  };
  for (const node of nodes) if (!index.has(node)) visit(node);
  return found.map((circle) => nodes.filter((node) => circle.includes(node)));
}
