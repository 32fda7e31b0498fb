import type { ObjectChange, Via } from "../change/change.ts";
import { relabelDefault } from "../change/relabel.ts";
import type { Grammar } from "../grammar/grammar.ts";
import { labelsCheck } from "../model/entry/portable-enum.ts";
import { written } from "../model/expression.ts";
import { known, type Model } from "../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../model/object.ts";
import { childRef } from "../model/ref.ts";

type Labels = readonly string[];

/** What a change of an enum's labels means where columns of it are text with a check: of each, the check, and the rows and default that have an old label. */
export function portableEnumChange(
  before: Labels,
  after: Labels,
  via: Via | undefined,
  model: Model,
  grammar: Grammar,
): readonly ObjectChange[] {
  return [...model.objects()].flatMap((object) => {
    const column = object.kind === "check" ? columnOf(object, before, model, grammar) : undefined;
    if (object.kind !== "check" || column === undefined) return [];
    const check: SchemaObject = { ...object, body: { ...object.body, expression: written(labelsCheck(column.ref.name, after, grammar)) } };
    const relabelled: readonly ObjectChange[] =
      via === undefined ? [] : [{ kind: "object", before: column, after: relabelDefault(column, via.up?.labels), via }];
    return [...relabelled, { kind: "object", before: object, after: check }];
  });
}

/** The column of which the check holds exactly these labels. */
function columnOf(
  { ref, body }: SchemaObjectOf<"check">,
  labels: Labels,
  model: Model,
  grammar: Grammar,
): SchemaObjectOf<"column"> | undefined {
  const { parent } = ref;
  if (parent === undefined) return undefined;
  const column = model
    .children(parent, "column")
    .find((child) => body.expression.text.trim() === labelsCheck(child.ref.name, labels, grammar));
  return column && known(model.get({ ...childRef("column", parent, column.ref.name), kind: "column" }));
}
