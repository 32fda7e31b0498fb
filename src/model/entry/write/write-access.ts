import { chosenAccess } from "../../access.ts";
import type { Grant } from "../../grant.ts";
import type { GrantEntry } from "../../kind/grant.shape.ts";
import type { Attributes, SchemaObject } from "../../object.ts";

/** Owner, grants and labels where somebody chose them. */
export function writeAccess(object: SchemaObject): {
  readonly owner?: string;
  readonly grants?: GrantEntry[];
  readonly securityLabels?: Record<string, string>;
} {
  const { owner, grants } = chosenAccess(object);
  return {
    ...(owner === undefined ? {} : { owner }),
    ...(grants === undefined ? {} : { grants: writeGrants(grants) }),
    ...writeLabels(object),
  };
}

/** By provider, in the order of their names. */
export const writeLabels = ({ securityLabels = {} }: Attributes): { readonly securityLabels?: Record<string, string> } =>
  Object.keys(securityLabels).length === 0
    ? {}
    : { securityLabels: Object.fromEntries(Object.entries(securityLabels).toSorted(([a], [b]) => (a < b ? -1 : 1))) };

/** Those of a table with those of its columns: said where one of them is. */
export function writeTableAccess(table: SchemaObject, columns: readonly SchemaObject[]): ReturnType<typeof writeAccess> {
  const ofColumns = columns.flatMap((column) =>
    (chosenAccess(column).grants ?? []).map((grant) => ({ ...grant, column: column.ref.name })),
  );
  const { grants = [], ...own } = chosenAccess(table);
  return writeAccess(ofColumns.length === 0 ? table : ({ ...own, grants: [...grants, ...ofColumns] } as unknown as SchemaObject));
}

interface Together {
  readonly grant: Grant;
  readonly columns: string[];
}

/** Grants as a person writes them: columns that share one are named together. */
export function writeGrants(grants: readonly Grant[]): GrantEntry[] {
  const together = new Map<string, Together>();
  for (const { column, ...grant } of grants) {
    const key = JSON.stringify([grant, column === undefined]);
    const entry: Together = together.get(key) ?? { grant, columns: [] };
    together.set(key, entry);
    if (column !== undefined) entry.columns.push(column);
  }
  return [...together.values()].map(({ grant: { to, privileges, grantOption }, columns }) => ({
    to,
    privileges: [...privileges],
    ...(columns.length === 0 ? {} : { columns }),
    ...(grantOption === undefined ? {} : { grantOption }),
  }));
}
