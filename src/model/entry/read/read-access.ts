import type { AccessField } from "../../access.ts";
import { type Grant, normaliseGrants, privilegesOf } from "../../grant.ts";
import type { GrantEntry } from "../../kind/grant.shape.ts";
import { kinds } from "../../kind/kinds.ts";
import type { SchemaObject } from "../../object.ts";
import type { ObjectKind } from "../../ref.ts";
import type { SecurityLabels } from "../../security-label.ts";
import type { EntryContext, EntryPath } from "../entry-context.ts";

interface Written {
  readonly owner?: string;
  readonly grants?: readonly GrantEntry[];
  readonly securityLabels?: SecurityLabels;
}

/** Who owns an object, who may do what with it and what it is labelled, as an entry says it; columns of a view count with the view. */
export function accessOf(
  { owner, grants, securityLabels }: Written,
  kind: ObjectKind,
  context: EntryContext,
  path: EntryPath,
): Pick<SchemaObject, AccessField> {
  const keeps = context.grammar.dialect !== "sqlite";
  if (!keeps && owner !== undefined && owner !== "") context.report(noAccess("owners", context, [...path, "owner"]));
  if (!keeps && grants !== undefined && grants.length > 0) context.report(noAccess("grants", context, [...path, "grants"]));
  return {
    ...(owner === undefined || owner === "" || !keeps ? {} : { owner }),
    ...(grants === undefined || !keeps ? {} : { grants: readGrants(grants, kind, context, [...path, "grants"]) }),
    ...(securityLabels === undefined ? {} : labelsOf(securityLabels, context, path)),
  };
}

/** What an entry is labelled. */
export function labelsOf(securityLabels: SecurityLabels, context: EntryContext, path: EntryPath): Pick<SchemaObject, "securityLabels"> {
  if (context.grammar.dialect !== "sqlite") return { securityLabels };
  if (Object.keys(securityLabels).length > 0) context.report(noAccess("security labels", context, [...path, "securityLabels"]));
  return {};
}

/** Who may use the sequence behind a column. */
export function sequenceGrants(
  grants: readonly GrantEntry[],
  context: EntryContext,
  path: EntryPath,
): Pick<SchemaObject, "sequenceGrants"> {
  const at = [...path, "sequence", "grants"];
  if (context.grammar.dialect !== "sqlite") return { sequenceGrants: readGrants(grants, "sequence", context, at) };
  if (grants.length > 0) context.report(noAccess("grants", context, at));
  return {};
}

const noAccess = (what: string, { grammar: { dialect } }: EntryContext, path: EntryPath) => ({
  code: "kind-unknown-to-dialect",
  message: `${dialect} has no ${what}`,
  remedy: `Leave it out there: dialects: { ${dialect}: { ${path.at(-1)}: none } }`,
  path,
});

/** Grants in normal form. Reports privileges that the kind does not have. */
export function readGrants(entries: readonly GrantEntry[], kind: ObjectKind, context: EntryContext, path: EntryPath): readonly Grant[] {
  const all = privilegesOf(kind, majorOf(context));
  const ofColumn = privilegesOf("column", null);
  const read = entries.flatMap(({ to, privileges, columns, grantOption }, index): readonly Grant[] => {
    reportUnknown(privileges, columns === undefined ? kind : "column", context, [...path, index, "privileges"]);
    const grant = { to, privileges, ...(grantOption === true ? { grantOption } : {}) };
    return columns === undefined ? [grant] : columns.map((column) => ({ ...grant, column }));
  });
  return [
    ...normaliseGrants(
      read.filter(({ column }) => column === undefined),
      all,
    ),
    ...normaliseGrants(
      read.filter(({ column }) => column !== undefined),
      ofColumn,
    ),
  ];
}

/** null: nobody knows which server it is for. */
export function majorOf({ serverVersion }: Pick<EntryContext, "serverVersion">): number | null {
  const major = Number.parseInt(serverVersion ?? "", 10);
  return Number.isNaN(major) ? null : major;
}

function reportUnknown(privileges: readonly string[], kind: ObjectKind, context: EntryContext, path: EntryPath): void {
  const all = privilegesOf(kind, majorOf(context));
  const unknown = privileges.find((privilege) => privilege !== "all" && !all.includes(privilege));
  if (unknown === undefined) return;
  const { title } = kinds[kind];
  context.report({
    code: "unknown-privilege",
    message: all.length === 0 ? `nothing can be granted on a ${title}` : `"${unknown}" is no privilege on a ${title}`,
    remedy: all.length === 0 ? "Take the grant away" : `Use ${all.join(", ")}, or all, in lower case`,
    path,
  });
}
