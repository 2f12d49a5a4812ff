/** A node of a tree that is chosen level by level. */
export interface TreeNode {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
}

export interface TreeLevel {
  readonly options: readonly TreeNode[];
  readonly chosen: string | null;
}

/** The lists to choose from, one a level, down to the children of what is chosen. Parents that are no node make a root. */
export function treeLevels(nodes: readonly TreeNode[], chosen: string | null): readonly TreeLevel[] {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parentOf = ({ parentId }: TreeNode): string | null =>
    parentId !== null && byId.has(parentId) ? parentId : null;
  const path: string[] = [];
  for (let node = chosen === null ? undefined : byId.get(chosen); node && !path.includes(node.id);) {
    path.unshift(node.id);
    const parent = parentOf(node);
    node = parent === null ? undefined : byId.get(parent);
  }
  return [null, ...path].flatMap((parent, level) => {
    const options = nodes.filter((node) => parentOf(node) === parent);
    return options.length > 0 ? [{ options, chosen: path[level] ?? null }] : [];
  });
}
