import { expect, test } from "vitest";
import { written } from "../../../src/model/expression.ts";
import { declared, type SchemaObjectOf } from "../../../src/model/object.ts";
import { describePostgres } from "../../server/postgres.ts";
import { hazardsOf, sqlOf, users, Workbench } from "./workbench.ts";

const computed = (name: string, expression: string): SchemaObjectOf<"column"> => ({
  kind: "column",
  ref: { kind: "column", parent: users, name },
  origin: declared,
  body: {
    type: "integer",
    nullable: true,
    default: null,
    identity: null,
    generated: { expression: written(expression), stored: true },
    collation: null,
  },
});
const added = [computed("twice", "(age * 2)"), computed("thrice", "(age * 3)")].map((after) => ({
  kind: "object" as const,
  before: null,
  after,
}));

describePostgres("stored computed columns", (server) => {
  test("are added together, so that the table is written anew once", async () => {
    await using bench = await Workbench.open(server, "CREATE TABLE users (age integer); INSERT INTO users VALUES (7)");
    const instructions = await bench.carryOut(added);
    expect(sqlOf(instructions)).toEqual([expect.stringMatching(/ADD COLUMN "?twice.*ADD COLUMN "?thrice/), "ANALYZE public.users"]);
    expect(hazardsOf(instructions)).toEqual(["tableRewrite", "longLock"]);
    expect(await bench.values("SELECT twice + thrice FROM users")).toEqual([35]);
  });

  test("are no hazard where there are no rows", async () => {
    await using bench = await Workbench.open(server, "CREATE TABLE users (age integer)");
    expect(hazardsOf(await bench.carryOut(added))).toEqual([]);
  });
});
