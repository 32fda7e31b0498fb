import { Document, isCollection, isScalar, type Node } from "yaml";

interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text of a file with the nodes written anew, each where it stands; all else keeps its bytes. */
export function spliceNodes(text: string, nodes: readonly Node[]): string {
  const splices = [...new Set(nodes)].map((node) => spliceOf(text, node));
  // What lies in another that is written anew is in its text already.
  const outermost = splices.filter(
    (each) => !splices.some((other) => other !== each && other.start <= each.start && each.end <= other.end),
  );
  return outermost
    .sort((a, b) => b.start - a.start)
    .reduce((result, { start, end, text: written }) => result.slice(0, start) + written + result.slice(end), text);
}

function spliceOf(text: string, node: Node): Splice {
  const [start, valueEnd, nodeEnd] = node.range ?? [0, 0, 0];
  const isBlock = isCollection(node) && node.flow !== true;
  const end = isBlock ? nodeEnd : valueEnd;
  const column = start - (text.lastIndexOf("\n", start - 1) + 1);
  const written = text.slice(start, end);
  const lines = rendered(node, isBlock, /\{\S/.test(written) && !/\{ /.test(written)).split("\n");
  const lineEnd = text.includes("\r\n") ? "\r\n" : "\n";
  const indented = lines.map((line, index) => (index === 0 || line === "" ? line : `${" ".repeat(column)}${line}`)).join(lineEnd);
  const behind = isBlock ? (/\s*$/.exec(written)?.[0] ?? "") : "";
  return { start, end, text: `${indented}${behind}` };
}

/** Comments before a node, and behind one that ends within its line, are not part of its text. */
function rendered(node: Node, isBlock: boolean, isTight: boolean): string {
  const { commentBefore, comment, spaceBefore } = node;
  node.commentBefore = null;
  node.spaceBefore = false;
  if (!isBlock) node.comment = null;
  const document = new Document(null, { version: "1.2", schema: "core" });
  document.contents = node as Document["contents"];
  const text = document.toString({ lineWidth: 0, flowCollectionPadding: !isTight });
  Object.assign(node, { commentBefore, comment, spaceBefore });
  return isScalar(node) ? text.trim() : text.trimEnd();
}
