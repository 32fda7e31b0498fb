import { expect, test } from "vitest";
import { upgradeRequest } from "../../../src/reconcile/request.ts";
import { type Reading, readModel } from "../../../src/verb/reading/read-model.ts";
import { readRevisions } from "../../../src/verb/reading/read-revisions.ts";
import { describeProjects, schemaUsers, users } from "../../reconcile/at-hand.ts";

describeProjects((at) => {
  const never: Reading = () => Promise.reject(new Error("the database was asked"));
  const tables = async (reading: Reading) => {
    const model = await readModel(at.project.options(), reading);
    return [...model.objects()].filter(({ kind }) => kind === "table").map(({ ref }) => ref.name);
  };

  test("the schema is what the Schema documents declare, and nobody asks the database", async () => {
    at.project.revision("a", null, `upgrade: [ { createTable: { name: other, columns: [ { name: id, type: integer } ] } } ]`);
    at.project.schema(schemaUsers());
    expect(await tables(never)).toEqual(["users"]);
  });

  test("else what the revisions end in", async () => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    expect(await tables(never)).toEqual(["users"]);
  });

  test("and the database tells where they cannot", async () => {
    at.project.revision("a", null, `upgrade: [ ${users}, { sql: { text: "CREATE TABLE teams (id integer)" }, downgrade: [] } ]`);
    await at.go(upgradeRequest("head"));
    expect((await tables((use) => at.project.with(use))).sort()).toEqual(["teams", "users"]);
  });

  test("what the database has is marked in the graph, also beside a revision that only its journal knows", async () => {
    at.project.revision("a", null, `upgrade: [ ${users} ]`);
    at.project.revision("b", "a", `upgrade: [ { createTable: { name: teams, columns: [ { name: id, type: integer } ] } } ]`);
    await at.go(upgradeRequest("b"));
    at.project.documents.delete("b.yaml");
    at.project.revision("c", "a", `upgrade: [ { createTable: { name: pets, columns: [ { name: id, type: integer } ] } } ]`);
    const seen = await at.project.with(readRevisions);
    expect(seen.map(({ id, state }) => [id, state])).toEqual([
      ["c", "pending"],
      ["a", "applied"],
    ]);
  });
});
