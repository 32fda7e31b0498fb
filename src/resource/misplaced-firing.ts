import type { Diagnostic } from "../core/diagnostic.ts";
import { partPath } from "../model/entry/part-path.ts";
import { known } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { describeRef, type ObjectRef, sameRef } from "../model/ref.ts";
import type { SchemaModel } from "../model/schema-model.ts";
import { valueAt } from "./path.ts";
import type { Placed } from "./placed-object.ts";
import { positionOf } from "./position-of.ts";

/** A trigger that shall fire otherwise in what is no partition of its table. What is not declared at all is found as such. */
export function misplacedFirings({ object, resource, path }: Placed, model: SchemaModel): readonly Diagnostic[] {
  const { parent } = object.ref;
  if (object.kind !== "trigger" || parent === undefined || object.body.enabledIn === undefined) return [];
  const report = (message: string, remedy: string): Diagnostic => ({
    code: "contradicting-fields",
    severity: "error",
    message: `trigger ${object.ref.name}: ${message}`,
    remedy,
    position: positionOf(resource, [...path, ...partPath(valueAt(resource, path), object.ref), "enabledIn"]),
  });
  const whole = known(model.get(parent));
  if (whole === undefined) return [];
  if (whole.kind !== "table" || whole.body.partitionBy === undefined)
    return [
      report(`${describeRef(parent)} has no partitions in which it could fire otherwise`, "Take `enabledIn` away, and say `enabled`"),
    ];
  return object.body.enabledIn.flatMap(({ table }) => {
    const part = known(model.get(table));
    return part === undefined || liesBelow(part, parent, model)
      ? []
      : [report(`${describeRef(table)} is no partition of ${describeRef(parent)}`, "Name partitions of the table, or partitions of those")];
  });
}

/** Partitions that are said to lie in each other end the search. */
function liesBelow(object: SchemaObject, whole: ObjectRef, model: SchemaModel, passed: readonly ObjectRef[] = []): boolean {
  if (object.kind !== "table" || object.body.partitionOf === undefined) return false;
  const { table } = object.body.partitionOf;
  if (sameRef(table, whole)) return true;
  const above = known(model.get(table));
  return above !== undefined && !passed.some((ref) => sameRef(ref, table)) && liesBelow(above, whole, model, [...passed, table]);
}
