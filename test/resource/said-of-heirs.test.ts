import { beforeAll, describe, expect, it } from "vitest";
import { grammar } from "../../src/dialect/postgresql/grammar.ts";
import { read, sql } from "./read-schema.ts";

beforeAll(() => grammar.ready());

const heirs = [
  "CREATE TABLE above (id integer, note text) PARTITION BY RANGE (id)",
  "CREATE TABLE part PARTITION OF above FOR VALUES FROM (1) TO (2)",
  "CREATE TABLE base (id integer, note text)",
  "CREATE TABLE heir (own integer) INHERITS (base)",
  "CREATE VIEW v AS SELECT id, note FROM base",
];

describe("what SQL says of a column that comes from elsewhere", () => {
  it.each(["part", "heir"])("is a setting of %s: its comment", (name) => {
    const { find, findings } = read(sql(...heirs, `COMMENT ON COLUMN ${name}.note IS 'its own'`));
    expect(findings).toEqual([]);
    expect(find(`table public.${name}`)?.body).toMatchObject({ columnSettings: [{ column: "note", comment: "its own" }] });
  });

  it("is told of a view: its comment", () => {
    const { find, findings } = read(sql(...heirs, "COMMENT ON COLUMN v.note IS 'its own'"));
    expect(findings).toEqual([]);
    expect(find("view public.v")?.body).toMatchObject({ columnComments: { note: "its own" } });
  });
});

describe("a column that a table declares anew though it inherits it", () => {
  it.each([
    ["NOT NULL", "CREATE TABLE up (id integer NOT NULL)"],
    ["a key", "CREATE TABLE up (id integer); ALTER TABLE ONLY up ADD PRIMARY KEY (id)"],
  ])("is NOT NULL where it is so above by %s", (_what, up) => {
    const { find, findings } = read(
      sql("CREATE TABLE own (id integer, n integer) INHERITS (middle)", "CREATE TABLE middle () INHERITS (up)", up),
    );
    expect(findings).toEqual([]);
    expect(find("column public.own.id")?.body).toMatchObject({ nullable: false });
    expect(find("column public.own.n")?.body).toMatchObject({ nullable: true });
  });
});

describe("the owner of a sequence that belongs to a column", () => {
  const made = ["CREATE TABLE t (id bigint)", "ALTER TABLE t OWNER TO app", "CREATE SEQUENCE s"];
  const owned = "ALTER SEQUENCE s OWNED BY t.id";

  it("may be said as a dump does, where it is the table's", () => {
    const { find, findings } = read(sql(...made, "ALTER SEQUENCE s OWNER TO app", owned));
    expect(findings).toEqual([]);
    expect(find("sequence public.s")?.owner).toBeUndefined();
  });

  it("is nobody else", () => {
    expect(read(sql(...made, "ALTER SEQUENCE s OWNER TO other", owned)).findings).toEqual([
      "no-owner: this sequence has no owner of its own",
    ]);
  });
});
