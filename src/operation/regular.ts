import type { ObjectChange } from "../change/change.ts";
import { findEnumLabels } from "../diff/enum-labels.ts";
import { takeOver } from "../diff/take-over.ts";
import { compareObjects } from "../model/compare-objects.ts";
import { describeKind } from "../model/kind/kinds.ts";
import type { WriteSettings } from "../model/entry/write/write-name.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import { describeRef, type ObjectRef } from "../model/ref.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { createObjects, hasTwin } from "./create-objects.ts";
import { dropObjects } from "./drop-objects.ts";
import { findOrName, notFound } from "./find-object.ts";
import { reading } from "./model-context.ts";
import type { Operation, OperationContext } from "./operation.ts";
import { operationError, unknownObject } from "./operation-error.ts";
import { forDialect, patchEntry } from "./patch-entry.ts";
import type { CreateArguments, Placement } from "./regular.shape.ts";
import type { Named, RegularEntries, RegularKind } from "./form/regular-form.ts";
import { regularKinds } from "./regular-kinds.ts";
import { renameObject } from "./rename-object.ts";

type Create<K extends RegularKind> = CreateArguments<RegularEntries[K]>;
/** A routine is named by its signature. */
type Identified = Placement & { readonly name?: string; readonly signature?: string };
type Rename = Placement & { readonly from: string; readonly to: string };

/** Create, drop, alter and rename of a regular kind, derived from how it is read and written. */
export function regularOperations<K extends RegularKind>(
  kind: K,
): {
  readonly create: Operation<Create<K>>;
  readonly drop: Operation<Identified>;
  readonly alter: Operation<Identified>;
  readonly rename: Operation<Rename>;
} {
  const form = regularKinds[kind];
  return {
    create: {
      resolve: (args, model, context) => {
        requireKind(kind, context);
        if (nameOf(args) === undefined)
          return createUnnamed(
            reading(model, context, (entries) => form.read(args, model, entries)),
            model,
            context,
          );
        const ref = reading(model, context, (entries) => form.locate(named(args), model, entries));
        return createObjects(
          reading(withoutParts(ref, model), context, (entries) => form.read(args, model, entries)),
          model,
          context,
        );
      },
    },
    drop: {
      resolve: (args, model, context) => {
        requireKind(kind, context);
        const own = forDialect(args, context.grammar.dialect);
        const ref = reading(model, context, (entries) => form.locate(named(own), model, entries));
        const found = model.get<RegularKind>(ref);
        if (found !== "absent" && found !== "unknown") return dropObjects(found as SchemaObject, model, context);
        if (found === "absent") throw notFound(ref, model, context);
        const stub = form.stub(ref) as SchemaObject;
        if (!saysMore(own) || !says(own, leastOf(form, stub, context))) return [{ kind: "object", before: stub, after: null }];
        const objects = reading(model, context, (entries) => form.read(own as never, model, entries));
        return objects.toReversed().map((before): ObjectChange => ({ kind: "object", before, after: null }));
      },
    },
    alter: {
      resolve: (args, model, context) => {
        requireKind(kind, context);
        const own = forDialect(args, context.grammar.dialect);
        const before = findOrName(
          reading(model, context, (entries) => form.locate(named(own), model, entries)),
          model,
          context,
        );
        const { name: _name, signature: _signature, schema: _schema, table: _table, ...patch } = own;
        if (before.nameOnly) return [commentOnly(before, patch, model, context)];
        const [after] = reading(model, context, (entries) =>
          form.read(patchEntry(form.write(before as never, context), patch) as never, model, entries),
        );
        const labels = after?.kind === "compositeType" ? findEnumLabels({ object: after, model }, { object: before, model }) : undefined;
        const changes = alteration(before, after as SchemaObject, clearedComment(patch), context);
        return labels === undefined ? changes : changes.map((change) => ({ ...change, via: labels }));
      },
    },
    rename: {
      resolve: ({ from, to, ...place }, model, context) => {
        requireKind(kind, context);
        const locate = (name: string) => reading(model, context, (entries) => form.locate({ ...place, name }, model, entries));
        const source = locate(from);
        const target = locate(to);
        // A new name without a schema of its own stays where the old one is; an index stays on its table.
        const moved =
          to.includes(".") && source.parent === undefined
            ? { ...source, schema: target.schema, name: target.name }
            : { ...source, name: target.name };
        return renameObject(source, moved, model, context);
      },
    },
  };
}

/** An index without a name of its own. */
const createUnnamed = (objects: readonly SchemaObject[], model: Model, context: OperationContext): readonly ObjectChange[] =>
  objects.every((object) => hasTwin(object, model)) ? [] : createObjects(objects, model, context);

/** What exists already under that name must not take the default names of the parts that are asked for. */
const withoutParts = (ref: ObjectRef, model: Model): Model =>
  model.children(ref).reduce<SchemaModel>((rest, child) => rest.without(child.ref), SchemaModel.from(model));

/** @throws OperationError where the dialect has no such objects */
function requireKind(kind: RegularKind, context: OperationContext): void {
  if (context.kinds.includes(kind)) return;
  const { dialect } = context.grammar;
  throw operationError(
    "kind-unknown-to-dialect",
    `${dialect} has no ${describeKind(kind).title}s`,
    `Leave the step out there: when: { not: { dialect: ${dialect} } }`,
    context,
  );
}

const nameOf = ({ name, signature }: Identified): string | undefined => name ?? signature;
const named = (args: Identified): Named => ({ ...args, name: nameOf(args) ?? "" });

/** More than a name and a place. */
const saysMore = (args: object): boolean => Object.keys(args).some((key) => !["name", "signature", "schema", "table"].includes(key));

const says = (args: object, keys: readonly string[]): boolean => keys.every((key) => key in args);

/** What an entry of the kind is never without. */
const leastOf = (
  { write }: { write(object: never, settings: WriteSettings): object },
  stub: SchemaObject,
  context: OperationContext,
): readonly string[] => (stub.kind === "index" && stub.ref.parent === undefined ? ["table"] : Object.keys(write(stub as never, context)));

const clearedComment = (patch: object): "cleared" | "kept" =>
  (patch as { readonly comment?: string }).comment === "none" ? "cleared" : "kept";

/** Of an object that nobody knows only the comment can be said without the rest. @throws UnknownObjectError for all else */
function commentOnly(before: SchemaObject, patch: { readonly comment?: string }, model: Model, context: OperationContext): ObjectChange {
  const { comment, ...rest } = patch;
  if (comment === undefined || Object.keys(rest).length > 0) throw unknownObject(describeRef(before.ref), model, context);
  return { kind: "object", before, after: { ...before, comment: comment === "none" || comment === "" ? null : comment } };
}

/** From one state of an object to another, or nothing where they mean the same. Fields that are not touched keep their spelling. */
export function alteration(
  before: SchemaObject,
  wanted: SchemaObject,
  comment: "cleared" | "kept",
  { asAsked }: Pick<OperationContext, "asAsked">,
): readonly ObjectChange[] {
  const desired = comment === "cleared" ? { ...wanted, comment: null } : wanted;
  const { differing, questions } = compareObjects(desired, before);
  if (differing.length + questions.length === 0) {
    asAsked?.(before.ref);
    return [];
  }
  return [{ kind: "object", before, after: takeOver(desired, before, () => false) }];
}
