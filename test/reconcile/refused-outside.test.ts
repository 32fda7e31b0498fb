import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { reconcileOnce } from "../../src/reconcile/reconcile-once.ts";
import { reconcileRequest } from "../../src/reconcile/request.ts";
import type { Outcome } from "../../src/status/status.ts";
import type { Beside } from "./beside.ts";
import { describeEngines, type OpenedDatabase } from "./engines.ts";
import { TestProject } from "./project.ts";

const users = "{ createTable: { name: users, columns: [ { name: id, type: integer } ] } }";
const sql = (text: string) => `{ sql: { text: '${text}', transaction: false }, downgrade: [] }`;

describeEngines((engine) => {
  let opened: OpenedDatabase;
  let project: TestProject;
  let beside: Beside;

  beforeEach(async () => {
    opened = await engine.open();
    project = new TestProject(engine.dialect, opened.url);
    beside = opened.beside;
    project.revision("a", null, `upgrade: [ ${users} ]`);
  });
  afterEach(() => opened.drop());

  const look = async () => told(await reconcileOnce(project.options(), reconcileRequest("head")));

  describe("a revision whose first statement is refused outside of any transaction", () => {
    beforeEach(async () => {
      project.revision("b", "a", `upgrade: [ ${sql("VACUUM nowhere")} ]`);
      expect(await look()).toEqual(["failed", ["a"]]);
    });

    test("is forgotten when its source takes it away", async () => {
      project.documents.delete("b.yaml");
      expect(await look()).toEqual(["inSync", ["a"]]);
    });

    test("runs as it is written now when its source changes it", async () => {
      project.revision("b", "a", `upgrade: [ ${sql("VACUUM")} ]`);
      expect(await look()).toEqual(["inSync", ["b"]]);
    });

    test("is tried again as it is", async () => {
      expect(await look()).toEqual(["failed", ["a"]]);
      await beside.run("CREATE TABLE nowhere (id integer)");
      // SQLite takes the name for that of an attached file.
      if (engine.dialect.name === "postgresql") expect(await look()).toEqual(["inSync", ["b"]]);
    });
  });

  test("what went before it in the same revision stands, and the revision is half way", async () => {
    project.revision("b", "a", `upgrade: [ ${sql("CREATE TABLE half (id integer)")}, ${sql("VACUUM nowhere")} ]`);
    expect(await look()).toEqual(["failed", ["a"]]);
    project.revision("b", "a", `upgrade: [ ${sql("VACUUM")} ]`);
    expect(await look()).toEqual(["revisionEdited", ["a"]]);
    expect(await beside.tables()).toEqual(["half", "users"]);
  });

  if (engine.dialect.name === "postgresql") {
    test("an index that stayed INVALID is taken away, and its revision may change", async () => {
      project.revision("b", "a", "upgrade: [ { insertRows: { table: users, rows: [ { id: 1 }, { id: 1 } ] } } ]");
      expect(await look()).toEqual(["inSync", ["b"]]);
      const index = (unique: string) => `upgrade: [ { createIndex: { table: users, name: users_id_idx, columns: [id]${unique} } } ]`;
      project.revision("c", "b", index(", unique: true"));
      expect(await look()).toEqual(["failed", ["b"]]);
      project.revision("c", "b", index(""));
      expect(await look()).toEqual(["inSync", ["c"]]);
      expect(await beside.rows("SELECT indisvalid, indisunique FROM pg_index WHERE indrelid = 'users'::regclass")).toEqual([
        { indisvalid: true, indisunique: false },
      ]);
    });

    test("a procedure that commits on its way may have left something", async () => {
      await beside.run(
        "CREATE PROCEDURE two_halves() LANGUAGE plpgsql AS $$ BEGIN CREATE TABLE half (id integer); COMMIT; PERFORM 1 / 0; END $$",
      );
      project.revision("b", "a", `upgrade: [ ${sql("CALL two_halves()")} ]`);
      expect(await look()).toEqual(["failed", ["a"]]);
      project.revision("b", "a", `upgrade: [ ${sql("VACUUM")} ]`);
      expect(await look()).toEqual(["revisionEdited", ["a"]]);
    });
  }
});

const told = ({ situation, status }: Outcome): readonly [string, readonly string[]] => [situation, status.revision.current];
