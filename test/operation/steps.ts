import { objectKinds } from "../../src/model/ref.ts";
import { sqliteKinds } from "../../src/dialect/sqlite/lower/refuse.ts";
import { changeLine } from "../../src/change/describe.ts";
import { grammar as postgresql } from "../../src/dialect/postgresql/grammar.ts";
import { grammar as sqlite } from "../../src/dialect/sqlite/grammar.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";
import type { StepEntry } from "../../src/resource/shape/revision.shape.ts";
import type { RevisionResource, RevisionStep } from "../../src/resource/resource.ts";
import { fold } from "../../src/revision/fold.ts";
import type { FoldContext } from "../../src/revision/folded-revision.ts";

const position = { file: "r.yaml", line: 7, column: 5 };

export const onPostgresql: FoldContext = {
  grammar: postgresql,
  kinds: objectKinds,
  defaultSchema: "public",
  schemas: ["public", "billing"],
  serverVersion: "16.3",
  environment: "production",
};
export const onSqlite: FoldContext = {
  grammar: sqlite,
  kinds: sqliteKinds,
  defaultSchema: "main",
  schemas: ["main"],
  serverVersion: "3.45.1",
  environment: null,
};

export function step(
  { id, when, downgrade, onFailure: _onFailure, timeout: _timeout, ...operation }: StepEntry,
  index: number,
): RevisionStep {
  const [[name, args] = ["", {}]] = Object.entries(operation);
  return { index, id, operation: name, args: args as never, when, downgrade: downgrade?.map(step), position };
}

export function revision(id: string, upgrade: readonly StepEntry[], rest: Partial<RevisionResource> = {}): RevisionResource {
  return {
    kind: "Revision",
    metadata: { name: id },
    spec: { revises: [] },
    position,
    origin: { file: "r.yaml", text: "", document: 0 },
    id,
    message: id,
    revises: [],
    dependsOn: [],
    branchLabels: [],
    phase: "expand",
    onFailure: "resume",
    atomic: false,
    upgrade: upgrade.map(step),
    verify: [],
    digest: `sha256:${id}`,
    ...rest,
  };
}

/** What steps come to, as lines; and the state they lead to. */
export function walk(
  steps: readonly StepEntry[],
  { context = onPostgresql, before = SchemaModel.empty, rest = {} as Partial<RevisionResource> } = {},
) {
  const { revisions, after, horizon } = fold([revision("r1", steps, rest)], before, context);
  const [folded] = revisions;
  return {
    after,
    horizon,
    folded,
    lines: (folded?.steps ?? []).flatMap(({ changes }) => changes.map(changeLine)),
    outcomes: (folded?.steps ?? []).map(({ outcome }) => outcome),
    inverse: (folded?.steps ?? []).map(({ inverse }) => inverse?.map(changeLine) ?? null),
  };
}

export const users: StepEntry = {
  createTable: {
    name: "users",
    columns: [
      { name: "id", type: "int", identity: "always" },
      { name: "email", type: "varchar(100)", nullable: false },
    ],
    primaryKey: { columns: ["id"] },
    unique: [{ columns: ["email"] }],
  },
};
