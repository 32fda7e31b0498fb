import { postgresql } from "../../../src/dialect/postgresql/index.ts";
import { sqlite } from "../../../src/dialect/sqlite/index.ts";
import type { HazardKind } from "../../../src/instruction/instruction.ts";
import { computePlan } from "../../../src/reconcile/compute-plan.ts";
import { reconcile } from "../../../src/reconcile/reconcile.ts";
import { applyRequest, type ReconcileRequest } from "../../../src/reconcile/request.ts";
import { planStatements } from "../../../src/plan/statements.ts";
import { TestProject } from "../../reconcile/project.ts";
import { type Engine, openEngine } from "../../seeds/engine.ts";
import type { RandomRevision } from "./arbitrary-history.ts";
import { fillStatements, type RandomSchema } from "./arbitrary-schema.ts";

export const allowLoss = { allowed: new Set<HazardKind>(["dataLoss"]) };
const dialects = { postgresql, sqlite };

/** One database with a source in memory: documents go in, the catalogue and rows are read past keelson. */
export class ProofBench implements AsyncDisposable {
  readonly engine: Engine;
  readonly project: TestProject;

  private constructor(engine: Engine) {
    this.engine = engine;
    this.project = new TestProject(dialects[engine.name], engine.url);
    this.project.database = "policy: { maxDrops: 1000, destructive: allow }";
  }

  static async open(name: Engine["name"]): Promise<ProofBench> {
    return new ProofBench(await openEngine(name));
  }

  write(history: readonly RandomRevision[]): void {
    for (const { id, revises, upgrade } of history) this.project.revision(id, revises, `upgrade: ${JSON.stringify(upgrade)}`);
  }

  /** One reconcile to the Schema alone; gives its exit code. */
  async reach(schema: RandomSchema): Promise<number> {
    this.declare(schema);
    return this.go(applyRequest("head", allowLoss));
  }

  declare({ spec }: RandomSchema): void {
    this.project.schema(JSON.stringify(spec).slice(1, -1));
  }

  async go(request: ReconcileRequest): Promise<number> {
    const { exitCode } = await this.project.with((run) => reconcile(run, request));
    return exitCode;
  }

  /** What a reconcile would run now. */
  async planned(target = "head"): Promise<readonly string[]> {
    const { plan } = await this.project.with((run) => computePlan(run, applyRequest(target)));
    return [...planStatements(plan)].map(({ sql }) => sql);
  }

  async fill(schema: RandomSchema): Promise<void> {
    for (const statement of fillStatements(schema)) await this.engine.query(statement);
  }

  async rows(queries: readonly string[]): Promise<readonly unknown[]> {
    const found: unknown[] = [];
    for (const query of queries) found.push([query, await this.engine.query(query)]);
    return found;
  }

  async allRows(): Promise<readonly unknown[]> {
    return this.rows((await this.engine.tables()).map((table) => `SELECT * FROM "${table}" ORDER BY 1`));
  }

  /** The catalogue without the order of columns. */
  async catalogue(): Promise<readonly string[]> {
    return (await this.engine.catalogue()).map(withoutOrder).sort();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.engine.close();
  }
}

/** The lines of one object as a set: the order of columns is that of their creation, and no difference. */
const withoutOrder = (object: string): string =>
  object
    .split("\n")
    .map((line) => line.replace(/,$/, ""))
    .sort()
    .join("\n");
