import type { KeyOrder, UniqueBody } from "../../constraint-body.ts";
import { makeObjectName } from "../../naming.ts";
import type { SchemaObjectOf } from "../../object.ts";
import type { ConstraintKind } from "../../ref.ts";
import type { ConstraintEntries } from "../read/read-constraint.ts";
import { writeAttributes } from "./write-attributes.ts";
import { writeKey } from "./write-index.ts";
import type { WriteSettings } from "./write-name.ts";
import { writeTableName } from "./write-name.ts";

type WriteConstraint<K extends ConstraintKind> = (object: SchemaObjectOf<K>, settings: WriteSettings) => ConstraintEntries[K];

/** Each constraint as a person writes it; only the usual name of a primary key is left out. */
export const writeConstraint: { readonly [K in ConstraintKind]: WriteConstraint<K> } = {
  primaryKey: ({ ref, body, ...object }) => ({
    ...(ref.name === makeObjectName(ref.parent?.name ?? "", null, "pkey") ? {} : { name: ref.name }),
    ...writeAttributes(object),
    columns: [...body.columns],
    ...list("include", body.include),
    ...timing(body),
    ...indexed(body),
    ...keyOrder(body),
  }),
  unique: ({ ref, body, ...object }) => ({
    name: ref.name,
    ...writeAttributes(object),
    columns: [...body.columns],
    ...list("include", body.include),
    ...(body.nullsNotDistinct ? { nullsNotDistinct: true } : {}),
    ...timing(body),
    ...indexed(body),
    ...keyOrder(body),
  }),
  check: ({ ref, body, ...object }) => ({
    name: ref.name,
    ...writeAttributes(object),
    expression: body.expression.text,
    ...(body.noInherit ? { noInherit: true } : {}),
    ...(body.notEnforced ? { notEnforced: true } : body.notValid ? { notValid: true } : {}),
  }),
  foreignKey: ({ ref, body, ...object }, settings) => ({
    name: ref.name,
    ...writeAttributes(object),
    columns: [...body.columns],
    references: {
      ...writeTableName(body.references.table, settings),
      ...list("columns", body.references.columns),
      ...(body.outside === "missing" ? { missing: true } : {}),
    },
    ...(body.onDelete === "noAction" ? {} : { onDelete: body.onDelete }),
    ...(body.onDeleteColumns === undefined ? {} : { onDeleteColumns: [...body.onDeleteColumns] }),
    ...(body.onUpdate === "noAction" ? {} : { onUpdate: body.onUpdate }),
    ...(body.match === "simple" ? {} : { match: body.match }),
    ...timing(body),
    ...(body.period ? { period: true } : {}),
    ...(body.notEnforced ? { notEnforced: true } : body.notValid ? { notValid: true } : {}),
  }),
  exclude: ({ ref, body, ...object }) => ({
    name: ref.name,
    ...writeAttributes(object),
    ...(body.method === "gist" ? {} : { method: body.method }),
    elements: body.elements.map((element) => {
      const { options: _options, statistics: _statistics, ...key } = writeKey(element);
      return { ...key, with: element.with };
    }),
    ...(body.where === null ? {} : { where: body.where.text }),
    ...timing(body),
  }),
};

const list = <K extends string>(key: K, values: readonly string[]) =>
  values.length === 0 ? {} : ({ [key]: [...values] } as { [P in K]?: string[] });

const indexed = ({
  tablespace,
  cluster,
  options,
  withoutOverlaps,
}: Pick<UniqueBody, "tablespace" | "cluster" | "options" | "withoutOverlaps">) => ({
  ...(tablespace === undefined ? {} : { tablespace }),
  ...(cluster ? { cluster } : {}),
  ...(withoutOverlaps ? { withoutOverlaps } : {}),
  ...(options === undefined ? {} : { options: { ...options } }),
});

const keyOrder = ({ onConflict, descending, collations }: KeyOrder) => ({
  ...(onConflict === undefined ? {} : { onConflict }),
  ...(descending === undefined ? {} : { descending: [...descending] }),
  ...(collations === undefined ? {} : { collations: { ...collations } }),
});

const timing = ({ deferrable, initiallyDeferred }: { readonly deferrable: boolean; readonly initiallyDeferred: boolean }) => ({
  ...(deferrable ? { deferrable: true } : {}),
  ...(initiallyDeferred ? { initiallyDeferred: true } : {}),
});
