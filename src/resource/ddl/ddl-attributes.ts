import type { DdlName } from "../../grammar/ddl.ts";
import type { EntryContext, EntryPath } from "../../model/entry/entry-context.ts";
import { majorOf } from "../../model/entry/read/read-access.ts";
import type { DdlRelations } from "./ddl-entries.ts";
import { relationKey } from "./ddl-entry.ts";
import type { AttributeAct, Piece, Pieces } from "./ddl-pieces.ts";

/**
 * The schema that is in every new database is made by nobody: what is said of it alone declares it. Who may use it is said on top of
 * what a new database has.
 */
export function standingSchemas(pieces: readonly Piece[], attributes: Pieces["attributes"], context: EntryContext): readonly Piece[] {
  const name = context.grammar.defaultSchema;
  const said = attributes.filter(({ act }) => namesIn(act).some((each) => each.family === "schema" && each.name === name));
  const [first] = said;
  if (first === undefined || pieces.some(({ spec }) => spec.schemas?.some((entry) => entry.name === name))) return [];
  const isOpen = (majorOf(context) ?? Number.POSITIVE_INFINITY) < 15;
  const grants = [{ to: "public", privileges: isOpen ? ["usage", "create"] : ["usage"] }];
  const isGranted = said.some(({ act }) => act.act === "grant" || act.act === "revoke");
  return [{ spec: { schemas: [{ name, ...(isGranted && { grants }) }] }, at: () => first.path }];
}

function namesIn(act: AttributeAct): readonly DdlName[] {
  switch (act.act) {
    case "owner":
      return [act.of];
    case "comment":
    case "securityLabel":
      return [act.on];
    case "grant":
    case "revoke":
      return act.on;
  }
}

/** The sequence behind a column has the owner of its table; who may use it is said with the column, and what else is said of it has no place in a document. */
export function withoutImplied(act: AttributeAct, path: EntryPath, { implied }: DdlRelations, context: EntryContext): Pieces["attributes"] {
  const isImplied = (name: DdlName): boolean => name.family === "relation" && implied.has(relationKey(name, context));
  const report = (what: string): void =>
    context.report({
      code: "kind-not-managed",
      severity: "warning",
      message: `${what} of the sequence behind a column is not kept in step`,
      remedy: "Use an `sql` step in a revision",
      path,
    });
  switch (act.act) {
    case "owner":
      return isImplied(act.of) ? [] : [{ act, path }];
    case "comment":
      if (!isImplied(act.on)) return [{ act, path }];
      report("a comment");
      return [];
    case "securityLabel":
      if (!isImplied(act.on)) return [{ act, path }];
      report("a security label");
      return [];
    case "grant":
    case "revoke":
      return [{ act, path }];
  }
}
