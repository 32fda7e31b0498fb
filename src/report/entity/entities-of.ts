import type { Model } from "../../model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../../model/object.ts";
import { describeRef, type ObjectRef } from "../../model/ref.ts";
import { columnsOfTable, columnsOfView } from "./entity-columns.ts";
import type { Entities, Entity, EntityWord, Relation } from "./entity.ts";
import { entityKey, wholeOf } from "./entity-key.ts";
import { referenceOf } from "./reference.ts";

/** Tables and views of a model as a picture shows them: partitions are folded into what they are part of. */
export function entitiesOf(model: Model): Entities {
  const objects = [...model.objects()];
  const shown = objects.filter((object) => object.kind === "table" || object.kind === "view");
  const relations = distinct(
    objects.flatMap((object) => relationsOf(object, model)),
    identity,
  );
  const partitions = Map.groupBy(shown.filter(isPartition), ({ ref }) => entityKey(wholeOf(ref, model)));
  const referring = Map.groupBy(relations, ({ from }) => from);
  const entities = shown
    .filter((object) => !isPartition(object))
    .map((object): Entity => {
      const key = entityKey(object.ref);
      const inForeignKey = new Set((referring.get(key) ?? []).flatMap(({ ends }) => ends?.columns ?? []));
      const columns = object.kind === "table" ? columnsOfTable(object, inForeignKey, model) : columnsOfView(object);
      return { key, ref: object.ref, word: wordOf(object), columns, partitions: partitions.get(key)?.length ?? 0 };
    });
  return { entities: [...entities, ...elsewhere(objects, entities, model)], relations };
}

const distinct = <T>(list: readonly T[], keyOf: (each: T) => string): readonly T[] => [
  ...new Map(list.map((each) => [keyOf(each), each])).values(),
];

type Shown = SchemaObjectOf<"table"> | SchemaObjectOf<"view">;

const isPartition = (object: Shown): boolean => object.kind === "table" && object.body.partitionOf !== undefined;

function wordOf(object: Shown): EntityWord {
  if (object.kind === "view") return object.body.materialized ? "materialized view" : "view";
  if (object.body.foreign !== undefined) return "foreign table";
  return object.body.virtual === undefined ? "table" : "virtual table";
}

function relationsOf(object: SchemaObject, model: Model): readonly Relation[] {
  const to = (kind: Relation["kind"], others: readonly ObjectRef[], verb: string): readonly Relation[] =>
    others.map((other) => ({
      kind,
      from: entityKey(object.ref),
      to: entityKey(wholeOf(other, model)),
      title: `${describeRef(object.ref)} ${verb} ${describeRef(other)}`,
    }));
  if (object.kind === "foreignKey") return [referenceOf(object, model)];
  if (object.kind === "table") return to("inheritance", object.body.inherits ?? [], "inherits from");
  if (object.kind !== "view") return [];
  return to(
    "reading",
    (object.body.reads ?? []).filter(({ kind }) => kind === "table" || kind === "view"),
    "reads",
  );
}

/** The same foreign key stands in each partition. */
const identity = ({ kind, from, to, ends }: Relation): string => JSON.stringify([kind, from, to, ends?.columns, ends?.referenced]);

/** What foreign keys lead to that the model does not have. */
function elsewhere(objects: readonly SchemaObject[], entities: readonly Entity[], model: Model): readonly Entity[] {
  const there = new Set(entities.map(({ key }) => key));
  const away = objects.flatMap((object) => (object.kind === "foreignKey" ? [wholeOf(object.body.references.table, model)] : []));
  return distinct(away, entityKey)
    .map((ref): Entity => ({ key: entityKey(ref), ref, word: "elsewhere", columns: [], partitions: 0 }))
    .filter(({ key }) => !there.has(key));
}
