import { splitQualifiedName } from "../identifier.ts";
import type { QualifiedName } from "./resolve-name.ts";

const piece =
  /'(?:[^']|'')*'|--[^\n]*|\/\*[\s\S]*?\*\/|(?:"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*)(?:\s*\.\s*(?:"(?:[^"]|"")*"|[A-Za-z_\u0080-\uffff][\w$\u0080-\uffff]*))*|[(),]/g;
const leads = new Set(["from", "join", "only", "lateral"]);
const ends = new Set([
  "where",
  "group",
  "order",
  "having",
  "limit",
  "union",
  "intersect",
  "except",
  "window",
  "on",
  "using",
  "select",
  "set",
  "as",
]);

/** Names that stand where a query names the relations it reads (after FROM, JOIN, and commas between them); functions are left out. */
export function relationsInQuery(sql: string, defaultSchema: string): readonly QualifiedName[] {
  const found: QualifiedName[] = [];
  // One state for each open parenthesis: whether a relation may come next, and whether we are in a FROM list.
  const stack: { expects: boolean; inFrom: boolean }[] = [{ expects: false, inFrom: false }];
  const pieces = [...sql.matchAll(piece)].filter(([text]) => !/^('|--|\/\*)/.test(text));
  for (const [index, { 0: text }] of pieces.entries()) {
    const state = stack.at(-1) as { expects: boolean; inFrom: boolean };
    const word = text.toLowerCase();
    if (text === "(") stack.push({ expects: state.expects, inFrom: state.expects });
    else if (text === ")") {
      if (stack.length > 1) stack.pop();
      (stack.at(-1) as { expects: boolean }).expects = false;
    } else if (text === ",") state.expects = state.inFrom;
    else if (leads.has(word)) {
      state.expects = true;
      state.inFrom = true;
    } else if (ends.has(word)) {
      state.expects = false;
      if (word !== "on" && word !== "using" && word !== "as") state.inFrom = false;
    } else if (state.expects) {
      state.expects = false;
      const parts = pieces[index + 1]?.[0] === "(" ? undefined : splitQualifiedName(text);
      if (parts !== undefined && parts.length <= 2)
        found.push({ schema: parts.length === 2 ? (parts[0] as string) : defaultSchema, name: parts.at(-1) as string });
    }
  }
  return found;
}
