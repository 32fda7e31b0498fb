import { afterEach, beforeEach } from "vitest";
import type { HazardKind } from "../../src/instruction/instruction.ts";
import { compare } from "../../src/reconcile/compare.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import type { ReconcileRequest } from "../../src/reconcile/request.ts";
import { describeEngines, type OpenedDatabase } from "./engines.ts";
import { TestProject } from "./project.ts";

type Engine = Parameters<Parameters<typeof describeEngines>[0]>[0];

export const allowLoss = { allowed: new Set<HazardKind>(["dataLoss"]) };
export const users =
  "{ createTable: { name: users, columns: [ { name: id, type: integer, nullable: false }, { name: email, type: text } ], primaryKey: { columns: [id] } } }";
export const age = "{ addColumn: { table: users, column: { name: age, type: integer } } }";
export const schemaUsers = (more = "") =>
  `tables: [ { name: users, columns: [ { name: id, type: integer, nullable: false }, { name: email, type: text }${more} ], primaryKey: { columns: [id] } } ]`;

/** What the test at hand works on: a database of its own, a project, and a connection beside keelson's. */
export class AtHand {
  #opened: OpenedDatabase | undefined;
  #project: TestProject | undefined;

  async open(engine: Engine): Promise<void> {
    this.#opened = await engine.open();
    this.#project = new TestProject(engine.dialect, this.#opened.url);
  }

  get opened(): OpenedDatabase {
    if (this.#opened === undefined) throw new Error("no test is at work");
    return this.#opened;
  }

  get project(): TestProject {
    if (this.#project === undefined) throw new Error("no test is at work");
    return this.#project;
  }

  get beside(): OpenedDatabase["beside"] {
    return this.opened.beside;
  }

  readonly go = (request: ReconcileRequest) => this.project.with((run) => reconcile(run, request));

  /** Reason and exit code. */
  readonly reasons = async (request: ReconcileRequest) => {
    const { status, exitCode } = await this.go(request);
    return [status.reason, exitCode];
  };

  readonly check = async () => (await this.project.with(compare)).comparison;

  readonly count = async (table: string) => Number((await this.beside.rows(`SELECT count(*) AS n FROM ${table}`))[0]?.["n"]);
}

/** A suite for every engine, each test with a new database. */
export function describeProjects(suite: (at: AtHand, engine: Engine) => void): void {
  describeEngines((engine) => {
    const at = new AtHand();
    beforeEach(() => at.open(engine));
    afterEach(() => at.opened.drop());
    suite(at, engine);
  });
}
