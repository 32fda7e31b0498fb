import { beforeAll, describe, expect, it } from "vitest";
import { autogenerate } from "../../src/author/autogenerate.ts";
import { grammar } from "../../src/dialect/postgresql/grammar.ts";
import { SchemaModel } from "../../src/model/schema-model.ts";
import type { StepEntry } from "../../src/resource/shape/revision.shape.ts";
import { onPostgresql, users, walk } from "../operation/steps.ts";

beforeAll(() => grammar.ready());

const stateAfter = (...steps: StepEntry[]) => walk(steps).after;
const written = (desired: SchemaModel, head: SchemaModel) => autogenerate(desired, head, onPostgresql).upgrade;

describe("autogenerate", () => {
  it("writes a table as a person would", () => {
    expect(written(stateAfter(users), SchemaModel.empty)).toEqual([
      {
        createTable: {
          name: "users",
          columns: [
            { name: "id", type: "integer", identity: "always" },
            { name: "email", type: "varchar(100)", nullable: false },
          ],
          primaryKey: { columns: ["id"] },
          unique: [{ name: "users_email_key", columns: ["email"] }],
        },
      },
    ]);
  });

  it("says only what changes", () => {
    const desired = stateAfter(
      { createTable: { name: "roles", columns: [{ name: "user_id", type: "int", nullable: false }] } },
      users,
      { addColumn: { table: "users", column: { name: "age", type: "int" } } },
      { alterColumn: { table: "users", column: "email", type: "varchar(200)" } },
      { addConstraint: { table: "roles", foreignKey: { columns: ["user_id"], references: { table: "users" } } } },
    );
    const head = stateAfter({ createTable: { name: "roles", columns: [{ name: "user_id", type: "int", nullable: false }] } }, users);
    expect(written(desired, head)).toEqual([
      { addColumn: { table: "users", column: { name: "age", type: "integer" } } },
      { alterColumn: { table: "users", column: "email", type: "varchar(200)" } },
      {
        addConstraint: {
          table: "roles",
          foreignKey: { name: "roles_user_id_fkey", columns: ["user_id"], references: { table: "users", columns: ["id"] } },
        },
      },
    ]);
  });

  it("drops a table by one step, and a column with what uses it by one", () => {
    const head = stateAfter(users, {
      createTable: {
        name: "posts",
        columns: [{ name: "author", type: "int" }],
        foreignKeys: [{ columns: ["author"], references: { table: "users" } }],
      },
    });
    expect(written(SchemaModel.empty, head)).toEqual([{ dropTable: { name: "posts" } }, { dropTable: { name: "users" } }]);
    const { after } = walk([{ dropColumn: { table: "users", column: "email" } }], { before: head });
    expect(written(after, head)).toEqual([{ dropColumn: { table: "users", column: "email" } }]);
  });

  it("spells an enum's change value by value", () => {
    const before = stateAfter({ createEnum: { name: "state", values: ["new", "paid"] } });
    const after = stateAfter({ createEnum: { name: "state", values: ["draft", "new", "sent", "paid"] } });
    expect(written(after, before)).toEqual([
      { addEnumValue: { enum: "state", value: "draft", before: "new" } },
      { addEnumValue: { enum: "state", value: "sent", after: "new" } },
    ]);
    expect(written(before, after)).toEqual([
      { dropEnumValue: { enum: "state", value: "draft" } },
      { dropEnumValue: { enum: "state", value: "sent" } },
    ]);
    const turned = stateAfter({ createEnum: { name: "state", values: ["paid", "new"] } });
    expect(written(turned, before)).toEqual([{ alterEnum: { name: "state", values: ["paid", "new"] } }]);
  });

  it("writes nothing where nothing differs", () => {
    expect(written(stateAfter(users), stateAfter(users))).toEqual([]);
  });
});
