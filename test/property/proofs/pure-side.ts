import { postgresql } from "../../../src/dialect/postgresql/index.ts";
import { sqlite } from "../../../src/dialect/sqlite/index.ts";
import type { Dialect } from "../../../src/port/dialect.ts";
import type { SchemaModel } from "../../../src/model/schema-model.ts";
import type { SchemaResource } from "../../../src/resource/resource.ts";
import type { StepEntry } from "../../../src/resource/shape/revision.shape.ts";
import { toModel } from "../../../src/resource/to-model.ts";
import { fold } from "../../../src/revision/fold.ts";
import type { FoldContext } from "../../../src/revision/folded-revision.ts";
import type { Change } from "../../../src/change/change.ts";
import type { Model } from "../../../src/model/model.ts";
import { onPostgresql, onSqlite, revision } from "../../operation/steps.ts";
import type { RandomRevision } from "./arbitrary-history.ts";
import type { RandomSchema } from "./arbitrary-schema.ts";

/** A dialect without a database. */
export interface PureSide {
  readonly dialect: Dialect;
  readonly context: FoldContext;
}

export const pureSides = {
  postgresql: { dialect: postgresql, context: onPostgresql },
  sqlite: { dialect: sqlite, context: onSqlite },
} as const satisfies Readonly<Record<string, PureSide>>;

/** The model that a Schema document declares. */
export function modelOf({ spec }: RandomSchema, { context }: PureSide): SchemaModel {
  const origin = { file: "schema.yaml", text: "", document: 0 };
  const resource: SchemaResource = {
    kind: "Schema",
    metadata: { name: "shop" },
    spec,
    position: { file: "schema.yaml", line: 1, column: 1 },
    origin,
    sqlFiles: [],
  };
  const { model, diagnostics } = toModel([resource], context);
  if (diagnostics.length > 0) throw new Error(diagnostics.map(({ message }) => message).join("; "));
  return model;
}

/** What a revision does to a model, plain SQL left out: nobody knows what that does. */
export function changesOf({ id, upgrade }: RandomRevision, before: Model, { context }: PureSide): readonly Change[] {
  const steps = (upgrade as readonly StepEntry[]).filter((step) => step.sql === undefined);
  const [folded] = fold([revision(id, steps)], before, context).revisions;
  return folded?.steps.flatMap(({ changes }) => changes) ?? [];
}
