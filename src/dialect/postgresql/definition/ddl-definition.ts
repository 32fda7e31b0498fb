import type { Definition } from "../../../grammar/definition.ts";
import type { SyntaxFault } from "../../../grammar/grammar.ts";
import { ddlTraits } from "../../../model/kind/ddl-kinds.ts";
import type { AnalysedSql } from "../analyse.ts";
import { ddlAddition, gatherAdditions } from "./ddl-addition.ts";
import { ddlStatement } from "./ddl-statement.ts";
import { behindDdlHead } from "./head.ts";
import { listedNames, namesIn } from "./names-in.ts";
import { strayAttribute } from "./stray-attribute.ts";

/** What the statement makes, with what those behind it add; undefined where its kind is not given so. */
export function ddlDefinition([first, ...others]: readonly AnalysedSql[]): Definition | SyntaxFault | undefined {
  const made = first === undefined ? undefined : ddlStatement(first.node);
  if (first === undefined || made === undefined) return undefined;
  const stray = strayAttribute(made.kind, first.node);
  if (stray !== undefined) return { message: `no ${ddlTraits[made.kind].title} has an attribute "${stray}"`, offset: first.offset };
  const added = others.map((other) => ({ offset: other.offset, addition: ddlAddition(other.node) }));
  const stranger = added.find(
    ({ addition }) => addition === undefined || addition.kind !== made.kind || addition.name.name !== made.name.name,
  );
  if (stranger !== undefined) return { message: "what follows says nothing that belongs to it", offset: stranger.offset };
  const named = [first, ...others].map(({ node }) => ({ ...namesIn(node), names: listedNames(node) }));
  return {
    ...made,
    on: null,
    event: "",
    constraint: false,
    source: null,
    rest: behindDdlHead(made.kind, first.sql),
    additions: gatherAdditions(
      made.kind,
      added.flatMap(({ addition }) => addition?.says ?? []),
    ),
    relations: named.flatMap(({ relations }) => relations),
    routines: named.flatMap(({ routines, names }) => [...routines, ...names]),
    types: named.flatMap(({ types }) => types),
  };
}
