import type { Diagnostic } from "../core/diagnostic.ts";
import { formatPosition, type Position } from "../core/position.ts";
import { type DdlPlural, ddlTraits } from "../model/kind/ddl-kinds.ts";
import { ddlKinds, isTypeKind } from "../model/ref.ts";
import { positionOf } from "./position-of.ts";
import type { Resource, SchemaResource } from "./resource.ts";
import type { SchemaSpec } from "./shape/schema.shape.ts";

const ddlNamespaces = Object.fromEntries(ddlKinds.map((kind) => [ddlTraits[kind].plural, isTypeKind(kind) ? "type" : kind])) as Readonly<
  Record<DdlPlural, string>
>;

/** Lists of a Schema by the namespace that their names share: tables, views and sequences cannot have the same name. */
const namespaces = new Map<string, string>(
  Object.entries({
    schemas: "schema",
    extensions: "extension",
    enums: "type",
    domains: "type",
    compositeTypes: "type",
    rangeTypes: "type",
    sequences: "relation",
    tables: "relation",
    views: "relation",
    functions: "routine",
    procedures: "routine",
    aggregates: "routine",
    eventTriggers: "eventTrigger",
    ...ddlNamespaces,
    foreignDataWrappers: "foreignDataWrapper",
    foreignServers: "foreignServer",
    publications: "publication",
    subscriptions: "subscription",
  } satisfies Partial<Record<keyof SchemaSpec, string>>),
);

interface Entry {
  readonly name?: string;
  readonly signature?: string;
  readonly method?: string;
  readonly schema?: string;
  readonly when?: unknown;
}

/** Objects that the documents of one source declare twice, and resources of one name. Entries with a `when` may be alternatives and are judged once it is known for which database. */
export function declaredTwice(resources: readonly Resource[]): Diagnostic[] {
  return [...resourcesTwice(resources), ...objectsTwice(resources.filter((resource) => resource.kind === "Schema"))];
}

function resourcesTwice(resources: readonly Resource[]): Diagnostic[] {
  const first = new Map<string, Position>();
  const diagnostics: Diagnostic[] = [];
  for (const { kind, metadata, position } of resources) {
    const key = `${kind} ${metadata.namespace ?? ""}/${metadata.name}`;
    const other = first.get(key);
    if (other === undefined) first.set(key, position);
    else
      diagnostics.push({
        code: "declared-twice",
        severity: kind === "Schema" ? "warning" : "error",
        message: `the ${kind} ${metadata.name} is declared twice, first at ${formatPosition(other)}`,
        remedy: "Give one of them another `metadata.name`: in a cluster one would replace the other",
        position,
      });
  }
  return diagnostics;
}

function objectsTwice(schemas: readonly SchemaResource[]): Diagnostic[] {
  const first = new Map<string, () => Position>();
  const diagnostics: Diagnostic[] = [];
  for (const resource of schemas) {
    for (const [list, value] of Object.entries(resource.spec)) {
      const namespace = namespaces.get(list);
      if (namespace === undefined) continue;
      for (const [index, entry] of (value as readonly Entry[]).entries()) {
        if (entry.when !== undefined) continue;
        const name = `${entry.signature ?? entry.name ?? ""}${entry.method === undefined ? "" : ` using ${entry.method}`}`;
        const key = `${namespace} ${entry.schema === undefined ? "" : `${entry.schema}.`}${name}`;
        const position = () => positionOf(resource, ["spec", list, index]);
        const other = first.get(key);
        if (other === undefined) first.set(key, position);
        else
          diagnostics.push({
            code: "declared-twice",
            severity: "error",
            message: `${name} is declared twice, first at ${formatPosition(other())}`,
            remedy: "Delete one of the two",
            position: position(),
          });
      }
    }
  }
  return diagnostics;
}
