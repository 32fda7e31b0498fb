import type { Hazard, Lock } from "../../../instruction/instruction.ts";
import { known } from "../../../model/model.ts";
import type { SchemaObjectOf } from "../../../model/object.ts";
import { childRef, type ObjectRef, tableRef } from "../../../model/ref.ts";
import type { Fact, Impact, Named } from "../impact/fact.ts";
import { canonicalType } from "../types.ts";
import type { Situation } from "./statement/situation.ts";
import { hazard, lock } from "./statement/statements.ts";
import { judgeTypeChange } from "./column/type-change.ts";

/** What SQL as written does to relations that others use; of what these changes, or this plan, have made nobody else knows yet. */
export interface OpaqueImpact {
  readonly locks: readonly Lock[];
  readonly hazards: readonly Hazard[];
  readonly makes: readonly ObjectRef[];
  /** Whether everything that it touches was made by this plan, so that nothing of anybody's can be lost. */
  readonly touches: "ownOnly" | "others";
  readonly writes: readonly ObjectRef[];
}

export function opaqueImpact(impact: Impact, situation: Situation): OpaqueImpact {
  const makes: ObjectRef[] = [];
  const touched = impact.flatMap((fact) => (fact.kind === "locks" ? [relationOf(fact.relation, situation)] : []));
  const others = (ref: ObjectRef): boolean => !situation.isMade(ref);
  const locks: Lock[] = [];
  const hazards: Hazard[] = [];
  const writes: ObjectRef[] = [];
  for (const fact of impact) {
    const relation = "relation" in fact && fact.relation !== null ? relationOf(fact.relation, situation) : null;
    if (fact.kind === "makes" && relation !== null && !(fact.ifMissing && isThere(fact.relation, situation)))
      makes.push(tableRef(relation.schema ?? "", fact.relation.name));
    if (fact.kind === "renames" && !others(relationOf(fact.from, situation))) makes.push(asNamed(fact.to, situation));
    if (relation !== null && !others(relation)) continue;
    if (fact.kind === "locks" && relation !== null) locks.push(lock(relation, fact.mode));
    if (fact.kind === "writes" && relation !== null) writes.push(relation);
    hazards.push(...hazardsOf(fact, relation, situation));
  }
  return { locks, hazards: distinct(hazards), makes, writes, touches: touched.length > 0 && !touched.some(others) ? "ownOnly" : "others" };
}

function hazardsOf(fact: Fact, relation: ObjectRef | null, situation: Situation): readonly Hazard[] {
  switch (fact.kind) {
    case "risks":
      return [relation === null ? { kind: fact.hazard, message: fact.message } : hazard(fact.hazard, relation, fact.message)];
    case "retypes":
      return relation === null || keepsBytes(fact, relation, situation)
        ? []
        : [
            hazard("tableRewrite", relation, `the whole table is written anew for the type of ${fact.column}`),
            hazard("longLock", relation, "nobody can use it meanwhile"),
          ];
    case "requires":
      if (relation === null) return [];
      return [
        hazard("incompatibleWithRunningApp", relation, `writing NULL to ${fact.column} fails`),
        ...(isProved(fact.column, relation, situation)
          ? []
          : [
              hazard("constraintScan", relation, `the whole table is read for NOT NULL of ${fact.column}`),
              hazard("longLock", relation, "nobody can use it meanwhile"),
            ]),
      ];
    case "locks":
    case "makes":
    case "renames":
    case "writes":
      return [];
  }
}

/** Where the type that the column has is known, and holds the same bytes. */
function keepsBytes({ column, type, using }: Extract<Fact, { readonly kind: "retypes" }>, table: ObjectRef, { model }: Situation): boolean {
  const before = known(model.get({ ...childRef("column", table, column), kind: "column" }));
  return (
    using === "none" &&
    before !== undefined &&
    judgeTypeChange(
      before.body.type,
      canonicalType(type, () => undefined),
    ).effort === "inPlace"
  );
}

function isProved(column: string, table: ObjectRef, { model }: Situation): boolean {
  const checks = model.children(table, "check") as readonly SchemaObjectOf<"check">[];
  return checks.some(
    ({ body }) =>
      !body.notValid && body.expression.text.replace(/[()"\s]/g, "").toLowerCase() === `${column.toLowerCase()}ISNOTNULL`.toLowerCase(),
  );
}

const isThere = (relation: Named, situation: Situation): boolean => found(relation, situation) !== undefined;

function found({ schema, name }: Named, { model, context }: Situation) {
  const homes = schema === undefined ? context.searchPath : [schema];
  for (const home of homes) {
    const relation = model.relationNamed(home, name);
    if (relation !== undefined) return relation;
  }
  return undefined;
}

/** The table, view or sequence of that name; for an index the table that it is of, where that is known. */
function relationOf(relation: Named, situation: Situation): ObjectRef {
  const object = found(relation, situation);
  return object === undefined ? asNamed(relation, situation) : (object.ref.parent ?? object.ref);
}

const asNamed = ({ schema, name }: Named, { context }: Situation): ObjectRef => tableRef(schema ?? context.searchPath[0] ?? "public", name);

const distinct = (hazards: readonly Hazard[]): readonly Hazard[] => [
  ...new Map(hazards.map((each) => [`${each.kind} ${each.message}`, each])).values(),
];
