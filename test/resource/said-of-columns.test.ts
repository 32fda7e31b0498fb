import { beforeAll, describe, expect, it } from "vitest";
import { grammar } from "../../src/dialect/postgresql/grammar.ts";
import { onPostgresql } from "../operation/steps.ts";
import { read, sql } from "./read-schema.ts";

beforeAll(() => grammar.ready());

describe("what SQL says of columns that a document has no field for", () => {
  const found = (...statements: readonly string[]) => read(sql(...statements), { ...onPostgresql, serverVersion: null }).findings;
  const parent = "CREATE TABLE public.t (id integer NOT NULL, n integer DEFAULT 1) PARTITION BY RANGE (id)";
  const attach = "ALTER TABLE ONLY public.t ATTACH PARTITION public.t_1 FOR VALUES FROM (1) TO (2)";

  it("is the name of the NOT NULL of a partition that is not PostgreSQL's choice", () => {
    const domains = ["CREATE DOMAIN d AS text CONSTRAINT d_not_null NOT NULL", "CREATE DOMAIN e AS text CONSTRAINT there NOT NULL"];
    expect(found(...domains)).toEqual([]);
    expect(read(sql(...domains), { ...onPostgresql, serverVersion: null }).find("domain public.e")?.body).toMatchObject({
      notNull: { name: "there" },
    });
    // These keep no such name.
    const older = { ...onPostgresql, serverVersion: "14.5" };
    expect(
      read(sql("CREATE TABLE t (b int CONSTRAINT b_there NOT NULL)", "CREATE DOMAIN e AS text CONSTRAINT there NOT NULL"), older).findings,
    ).toEqual([]);
    // A partition has the name of its table's.
    expect(found(parent, "CREATE TABLE public.t_1 (id integer CONSTRAINT t_id_not_null NOT NULL, n integer DEFAULT 1)", attach)).toEqual(
      [],
    );
    const attached = [parent, "CREATE TABLE public.t_1 (id integer CONSTRAINT there NOT NULL, n integer DEFAULT 1)", attach];
    expect(found(...attached)).toEqual([]);
    expect(read(sql(...attached), { ...onPostgresql, serverVersion: null }).find("table public.t_1")?.body).toMatchObject({
      notNullNames: { id: "there" },
    });
  });

  it("is read of a NOT NULL of a table of its own", () => {
    const notNull = (column: string, ...statements: readonly string[]) =>
      read(sql(...statements), { ...onPostgresql, serverVersion: null }).find(`column public.t.${column}`)?.body;
    const inTable =
      "CREATE TABLE t (a int CONSTRAINT t_a_not_null NOT NULL, b int CONSTRAINT b_there NOT NULL, c int, d int, CONSTRAINT c_there NOT NULL c NO INHERIT)";
    expect(notNull("a", inTable)).toMatchObject({ nullable: false, notNull: { implied: true } });
    expect(notNull("b", inTable)).toMatchObject({ nullable: false, notNull: { name: "b_there" } });
    expect(notNull("c", inTable)).toMatchObject({ nullable: false, notNull: { name: "c_there", noInherit: true } });
    expect(notNull("d", inTable, "ALTER TABLE t ADD CONSTRAINT d_there NOT NULL d NOT VALID")).toMatchObject({
      nullable: true,
      notNull: { name: "d_there", notValid: true },
    });
    expect(notNull("a", "CREATE TABLE t (a int NOT NULL NO INHERIT)")).toMatchObject({ nullable: false, notNull: { noInherit: true } });
    const described = (name: string) =>
      notNull(
        "b",
        inTable,
        "ALTER TABLE t ADD CONSTRAINT d_there NOT NULL d NOT VALID",
        `COMMENT ON CONSTRAINT ${name} ON public.t IS 'x'`,
      );
    expect(described("b_there")).toMatchObject({ notNull: { name: "b_there", comment: "x" } });
    expect(described("d_there")).toMatchObject({ notNull: { name: "b_there" } });
    expect(notNull("a", "CREATE TABLE t (a int PRIMARY KEY)", "COMMENT ON CONSTRAINT t_a_not_null ON t IS 'x'")).toMatchObject({
      notNull: { comment: "x" },
    });
    expect(found("CREATE TABLE t (a int)", "COMMENT ON CONSTRAINT t_a_not_null ON t IS 'x'")).toEqual([
      "unknown-reference: t.t_a_not_null is not declared",
    ]);
  });

  it("is taken for its own where a partition says otherwise than its table", () => {
    const settings = (name: string, ...statements: readonly string[]) => {
      const { find, findings } = read(sql(...statements), { ...onPostgresql, serverVersion: null });
      expect(findings).toEqual([]);
      const body = find(`table public.${name}`)?.body;
      return body !== undefined && "columnSettings" in body ? body.columnSettings : undefined;
    };
    const made = (value: string) => expect.objectContaining({ text: value });
    expect(settings("t_1", parent, "CREATE TABLE public.t_1 (id integer NOT NULL, n integer DEFAULT 2 NOT NULL)", attach)).toEqual([
      { column: "n", default: made("2"), nullable: false },
    ]);
    expect(settings("t_1", parent, "CREATE TABLE public.t_1 (id integer NOT NULL, n integer)", attach)).toEqual([
      { column: "n", default: null },
    ]);
    expect(
      settings(
        "t_1",
        parent,
        "CREATE TABLE public.t_1 (id integer NOT NULL, n integer DEFAULT 1)",
        attach,
        "ALTER TABLE public.t_1 ALTER n SET STATISTICS 5",
      ),
    ).toEqual([{ column: "n", tuning: { statistics: 5 } }]);
    expect(settings("t_1", parent, "CREATE TABLE public.t_1 PARTITION OF public.t (n DEFAULT 2) FOR VALUES FROM (1) TO (2)")).toEqual([
      { column: "n", default: made("2") },
    ]);
    expect(
      settings(
        "t_1",
        parent,
        "CREATE TABLE public.t_1 PARTITION OF public.t FOR VALUES FROM (1) TO (2)",
        "ALTER TABLE public.t_1 ALTER n SET DEFAULT 3",
      ),
    ).toEqual([{ column: "n", default: made("3") }]);
    expect(
      settings("t_1", parent, "CREATE TABLE public.t_1 PARTITION OF public.t (n WITH OPTIONS DEFAULT 1) FOR VALUES FROM (1) TO (2)"),
    ).toBeUndefined();
    expect(
      settings("t_1", parent, "CREATE TABLE public.t_1 (id integer NOT NULL, n integer DEFAULT 1 NOT NULL, PRIMARY KEY (id, n))", attach),
    ).toBeUndefined();
    const below = [
      "CREATE TABLE public.t_1 PARTITION OF public.t FOR VALUES FROM (1) TO (9) PARTITION BY LIST (n)",
      "CREATE TABLE public.t_2 (id integer NOT NULL, n integer DEFAULT 1)",
      "ALTER TABLE public.t_1 ATTACH PARTITION public.t_2 DEFAULT",
    ];
    expect(settings("t_2", parent, ...below)).toBeUndefined();
  });

  it("is taken for its own where a table says otherwise than the one that it inherits from, or a view than its query", () => {
    const above = 'CREATE TABLE public."a.b" (id integer, n integer DEFAULT 1)';
    const below = 'CREATE TABLE public.c (own integer) INHERITS (public."a.b")';
    const body = (name: string, ...statements: readonly string[]) => read(sql(...statements)).find(name)?.body;
    expect(body("table public.c", above, below, "ALTER TABLE ONLY public.c ALTER n SET DEFAULT 1")).not.toHaveProperty("columnSettings");
    expect(body("table public.c", above, below, "ALTER TABLE ONLY public.c ALTER n SET DEFAULT 2")).toMatchObject({
      columnSettings: [{ column: "n" }],
    });
    expect(body("view public.v", "CREATE VIEW public.v AS SELECT 1 AS n", "ALTER VIEW public.v ALTER n SET DEFAULT 2")).toMatchObject({
      columnSettings: [{ column: "n" }],
    });
  });
});
