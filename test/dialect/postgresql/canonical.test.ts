import { expect, test } from "vitest";
import { createCanonical } from "../../../src/dialect/postgresql/canonical.ts";
import { written } from "../../../src/model/expression.ts";
import { mapExpressions } from "../../../src/model/object-expressions.ts";
import { known, type Model } from "../../../src/model/model.ts";
import type { SchemaObject } from "../../../src/model/object.ts";
import { childRef, type ObjectRef } from "../../../src/model/ref.ts";
import type { Question } from "../../../src/port/session.ts";
import { describePostgres } from "../../server/postgres.ts";
import { users, Workbench } from "./workbench.ts";

const schema = `CREATE TYPE state AS ENUM ('new', 'paid');
  CREATE TABLE users (id integer, age integer DEFAULT 1, name varchar(20) DEFAULT 'x', at timestamptz DEFAULT now(), state state DEFAULT 'new', domain text GENERATED ALWAYS AS (split_part(name, '@', 2)) STORED,
    CONSTRAINT c CHECK (age BETWEEN 1 AND 9 AND state IN ('new', 'paid')));
  CREATE INDEX i ON users (lower(name), (age + 1)) WHERE age IN (1, 2);
  CREATE VIEW v AS SELECT * FROM users WHERE age > 1`;

const view: ObjectRef = { kind: "view", schema: "public", name: "v" };

interface Asked {
  readonly ref: ObjectRef;
  readonly field: string;
  readonly text: string;
  readonly same: boolean;
}

const asked: readonly Asked[] = [
  { ref: childRef("column", users, "age"), field: "default", text: "(1)", same: true },
  { ref: childRef("column", users, "age"), field: "default", text: "2", same: false },
  { ref: childRef("column", users, "name"), field: "default", text: "'x'", same: true },
  { ref: childRef("column", users, "at"), field: "default", text: "CURRENT_TIMESTAMP", same: false },
  { ref: childRef("column", users, "at"), field: "default", text: "pg_catalog.now( )", same: true },
  { ref: childRef("column", users, "state"), field: "default", text: "'new'", same: true },
  { ref: childRef("column", users, "state"), field: "default", text: "'none'", same: false },
  { ref: childRef("column", users, "domain"), field: "generated.expression", text: "split_part(name::text, '@'::text, 2)", same: true },
  {
    ref: childRef("check", users, "c"),
    field: "expression",
    text: "age between 1 and 9 and users.state in ('new', 'paid') -- why",
    same: true,
  },
  { ref: childRef("check", users, "c"), field: "expression", text: "age between 1 and 8 and state in ('new', 'paid')", same: false },
  { ref: childRef("check", users, "c"), field: "expression", text: "no_such_column > 1", same: false },
  { ref: childRef("index", users, "i"), field: "where", text: "age = ANY (ARRAY[1, 2])", same: true },
  { ref: childRef("index", users, "i"), field: "keys.0.expression", text: "lower(name)", same: true },
  { ref: childRef("index", users, "i"), field: "keys.1.expression", text: "1 + age", same: false },
  { ref: view, field: "query", text: "SELECT id, age, name, at, state, domain FROM users WHERE age > 1", same: true },
  { ref: view, field: "query", text: "SELECT id, age, name, at, state, domain FROM users WHERE age > 2", same: false },
];

describePostgres("spelling expressions as the server does", (server) => {
  test("both sides mean the same, or not, and nothing is left behind", async () => {
    await using bench = await Workbench.open(server, schema);
    const model = await bench.model();
    const canonical = createCanonical((run) => bench.rolledBack("", run));
    const before = await bench.values("SELECT count(*)::int FROM pg_class");
    const answers = await canonical.answer(
      asked.map((entry) => question(model, entry)),
      model,
    );
    expect(asked.map((entry, at) => ({ ...entry, same: answers[at] ?? false }))).toEqual(asked);
    expect(await bench.values("SELECT count(*)::int FROM pg_class")).toEqual(before);
  });
});

function question(model: Model, { ref, field, text }: Asked): Question {
  const live = known(model.get(ref as never)) as unknown as SchemaObject;
  const first = field.startsWith("keys.0") ? 0 : 1;
  let place = 0;
  const desired = mapExpressions(live, (expression) => {
    const here = field.startsWith("keys.") ? place++ === first : field === "where" ? place++ === 2 : true;
    return here ? written(text) : expression;
  });
  return { desired, live, field };
}
