import type { VirtualTable } from "../../../model/table-body.ts";
import { identifierOf, isOperator, type Token, tokenise } from "../tokenise.ts";

/** Modules that only show what others keep. */
const showing: ReadonlySet<string> = new Set(["fts5vocab", "fts4aux", "dbstat"]);
const texts: ReadonlySet<string> = new Set(["fts3", "fts4", "fts5"]);
const boxes: ReadonlySet<string> = new Set(["rtree", "rtree_i32"]);

const moduleName = ({ module }: VirtualTable): string => module.toLowerCase();

/** Nothing is lost with it: it is an index over rows of another table, or shows what others keep. */
export const isDerived = (table: VirtualTable): boolean =>
  showing.has(moduleName(table)) || (texts.has(moduleName(table)) && (contentOf(table) ?? "") !== "");

/** It can be filled from the table that it is an index of. */
export const rebuildsItself = (table: VirtualTable): boolean => texts.has(moduleName(table)) && isDerived(table);

/** Columns whose values the new table can take from the old one, the number of the row first; none where a module does not give its rows back. */
export function keptColumns(from: VirtualTable, to: VirtualTable): readonly string[] {
  if (contentOf(from) !== undefined || contentOf(to) !== undefined) return [];
  const [old, fresh] = [columnsOf(from), columnsOf(to)];
  const sameFamily = [texts, boxes].some((family) => family.has(moduleName(from)) && family.has(moduleName(to)));
  const common = old.filter((name) => fresh.some((other) => other.toLowerCase() === name.toLowerCase()));
  if (!sameFamily || common.length === 0) return [];
  if (texts.has(moduleName(to))) return ["rowid", ...common];
  // A box is nothing without each of its sides.
  return old.length === fresh.length && common.length === old.length ? common : [];
}

/** What stands behind `content =`; undefined where the table keeps its rows itself. */
function contentOf(table: VirtualTable): string | undefined {
  const tokens = table.arguments.map(tokenise).find((part) => isOption(part) && part[0]?.text.toLowerCase() === "content");
  const value = tokens?.[2];
  return tokens === undefined ? undefined : value === undefined ? "" : identifierOf(value);
}

const isOption = (tokens: readonly Token[]): boolean => isOperator(tokens[1], "=");

/** The names of its columns: each argument begins with one that is no option; `+` marks what a box carries along. */
function columnsOf(table: VirtualTable): readonly string[] {
  return table.arguments.map(tokenise).flatMap((tokens) => {
    const name = isOperator(tokens[0], "+") ? tokens[1] : tokens[0];
    return name === undefined || isOption(tokens) ? [] : [identifierOf(name)];
  });
}
