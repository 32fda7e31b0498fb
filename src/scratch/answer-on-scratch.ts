import { randomUUID } from "node:crypto";
import { diff } from "../diff/diff.ts";
import type { Model } from "../model/model.ts";
import type { SchemaObject } from "../model/object.ts";
import type { Question } from "../model/question.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { groupStages } from "../plan/stage.ts";
import type { ConnectionTarget, ConnectOptions, Dialect } from "../port/dialect.ts";
import type { Session } from "../port/session.ts";
import { makeThrowaway } from "./throwaway.ts";

export interface ScratchPlace {
  readonly dialect: Dialect;
  /** The throwaway database is made beside this one, on the same server: what spells is the same. */
  readonly target: ConnectionTarget;
  readonly options: ConnectOptions;
  readonly searchPath: readonly string[];
}

/** As `Canonical.answer`, on a throwaway database that has the relations of `desired`. @throws KeelsonError where there can be none, or they cannot be made there */
export async function answerOnScratch(
  place: ScratchPlace,
  questions: readonly Question[],
  desired: Model,
): Promise<readonly (boolean | null)[]> {
  const { dialect, target, options } = place;
  const throwaway = await makeThrowaway(dialect, target, options);
  try {
    const session = await dialect.connect({ ...target, url: throwaway.url, directUrl: throwaway.url }, options);
    try {
      await layRelations(session, place, desired);
      return await session.canonical.answer(questions, desired);
    } finally {
      await session.close();
    }
  } finally {
    await throwaway.dispose();
  }
}

const project = "scratch";

async function layRelations(session: Session, { dialect, options, searchPath }: ScratchPlace, desired: Model): Promise<void> {
  const relations = SchemaModel.of([...desired.objects()].flatMap(bare));
  const schemas = [...new Set([...relations.objects()].flatMap(({ ref }) => ref.schema ?? []))];
  const { model } = await session.inspect({ schemas, ignore: [], unmanaged: "leftOut" });
  const { changes } = diff(relations, model, { owned: () => false });
  const facts = { serverVersion: session.server.versionNumber, table: () => undefined, columnEmpty: () => undefined };
  await dialect.grammar.ready();
  const instructions = dialect.lowering.lower(changes, {
    model,
    facts,
    direction: "up",
    project,
    revision: null,
    atomic: "no",
    searchPath,
  });
  await session.journal.ensure();
  const taken = await session.lease.tryAcquire({ project, holder: randomUUID(), ttlMs: 30_000, info: "a throwaway database" });
  if (!("grant" in taken)) throw new TypeError("nobody else knows of a throwaway database");
  const context = { grant: taken.grant, limits: { lockTimeout: 1000, statementTimeout: 0 }, searchPath, signal: options.signal };
  for (const stage of groupStages(instructions, { revision: null, direction: "up", atomic: "no" }))
    await session.stages.transaction(stage, [], context);
}

/** What an expression can name, and no more: what is left out cannot fail here. */
function bare(object: SchemaObject): readonly SchemaObject[] {
  switch (object.kind) {
    case "schema":
    case "extension":
    case "enum":
    case "compositeType":
    case "rangeType":
    case "function":
    case "procedure":
    case "aggregate":
    case "table":
    case "view":
      return [{ ...object, comment: null }];
    case "domain":
      return [{ ...object, comment: null, body: { ...object.body, default: null, checks: [] } }];
    case "column":
      return [{ ...object, comment: null, body: { ...object.body, default: null, generated: null, identity: null } }];
    default:
      return [];
  }
}
