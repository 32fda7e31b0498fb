import { type Document, isNode, visit } from "yaml";

/** Puts in the place of each alias what it stands for, so that any part of the document may change by itself. True where there were some. */
export function writeAliasesOut(document: Document): boolean {
  let hasAlias = false;
  visit(document, {
    Alias(_key, alias) {
      const node = alias.resolve(document)?.clone();
      if (!isNode(node)) return undefined;
      hasAlias = true;
      // A comment beside the anchor is about its place.
      return Object.assign(node, { comment: null, commentBefore: null });
    },
  });
  if (hasAlias) visit(document, { Value: (_key, node) => void delete node.anchor });
  return hasAlias;
}
