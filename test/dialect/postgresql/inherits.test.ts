import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { describePostgres } from "../../server/postgres.ts";
import { thereAndBack } from "./there-and-back.ts";
import { Workbench } from "./workbench.ts";

const parents = "CREATE TABLE p (id integer, CONSTRAINT known CHECK (id > 0)); CREATE TABLE q (n text)";
const child = (inherits: string) =>
  `${parents}; CREATE TABLE c (id integer, n text, own date, CONSTRAINT known CHECK (id > 0)) ${inherits}`;

describePostgres("tables that inherit", (server) => {
  test.each([
    ["from one", child(""), child("INHERITS (p)")],
    ["from two", child("INHERITS (p)"), child("INHERITS (p, q)")],
    [
      "with a column that both get",
      "CREATE TABLE p (id integer); CREATE TABLE c (id integer, own date)",
      "CREATE TABLE p (id integer, n text); CREATE TABLE c (id integer, own date, n text) INHERITS (p)",
    ],
    [
      "beside a column that both get",
      "CREATE TABLE p (id integer); CREATE TABLE c (id integer) INHERITS (p)",
      "CREATE TABLE p (id integer, n text DEFAULT 'a'); CREATE TABLE c (id integer, n text NOT NULL DEFAULT 'b') INHERITS (p)",
    ],
    [
      "with a column that the other has",
      "CREATE TABLE p (id integer, n text); CREATE TABLE c (id integer)",
      "CREATE TABLE p (id integer, n text); CREATE TABLE c (id integer, n text) INHERITS (p)",
    ],
    [
      "with a column that comes from the other",
      "CREATE TABLE p (id integer); CREATE TABLE c (id integer)",
      "CREATE TABLE p (id integer, n text); CREATE TABLE c (id integer) INHERITS (p)",
    ],
    [
      "and get a column of their own",
      "CREATE TABLE p (id integer); CREATE TABLE c (id integer) INHERITS (p)",
      "CREATE TABLE p (id integer); CREATE TABLE c (id integer, n text) INHERITS (p)",
    ],
    [
      "with an index over a column that both get",
      "CREATE TABLE p (id integer); CREATE TABLE c (id integer); CREATE INDEX i ON p (id)",
      "CREATE TABLE p (id integer, x integer); CREATE TABLE c (id integer, x integer) INHERITS (p); CREATE INDEX i ON p (id, x)",
    ],
    [
      "with a view over a column that the other loses",
      "CREATE TABLE p (id integer, x integer); CREATE TABLE c (id integer, x integer) INHERITS (p); CREATE VIEW v AS SELECT id, x FROM p",
      "CREATE TABLE p (id integer); CREATE TABLE c (id integer, x integer); CREATE VIEW v AS SELECT id FROM p",
    ],
    [
      "and say otherwise of what both have",
      "CREATE TABLE p (id serial, n text NOT NULL DEFAULT 'a', m text); ALTER TABLE p ALTER m SET STORAGE EXTERNAL; CREATE TABLE q () INHERITS (p)",
      `CREATE TABLE p (id serial, n text NOT NULL DEFAULT 'a', m text); ALTER TABLE p ALTER m SET STORAGE EXTERNAL; CREATE TABLE q () INHERITS (p);
       CREATE TABLE c (id integer NOT NULL, n text NOT NULL, m text); ALTER TABLE c INHERIT p; CREATE TABLE d (m text, n text NOT NULL, id integer NOT NULL DEFAULT 5); ALTER TABLE d INHERIT q`,
    ],
    ["in another order", child("INHERITS (q, p)"), child("INHERITS (p, q)")],
  ])("%s: there and back", (_what, from, to) => thereAndBack(server, from, to));

  test.each([
    ["come to it", `${parents}; CREATE TABLE c (own date)`, `${parents}; CREATE TABLE c (own date) INHERITS (p)`],
    [
      "were none of its own",
      `${parents}; CREATE TABLE c (own date) INHERITS (p)`,
      `${parents}; CREATE TABLE c (id integer, own date, CONSTRAINT known CHECK (id > 0))`,
    ],
  ])("are refused where columns %s", async (_what, from, to) => {
    await using bench = await Workbench.open(server, from);
    await using wanted = await Workbench.open(server, to);
    const { changes } = diff(await wanted.model(), await bench.model());
    await expect(bench.carryOut(changes)).rejects.toThrow(/whether it inherits from public\.p cannot be altered/);
  });

  const heir = (own: string) => `${parents}; CREATE TABLE c (${own}) INHERITS (p)`;
  const key = "CREATE TABLE p (id integer PRIMARY KEY)";
  test.each([
    ["to be a serial of its own", heir(""), heir("id serial"), /public\.c has a column id already, from a table above it/],
    ["to be an identity of its own", heir(""), heir("id integer GENERATED ALWAYS AS IDENTITY"), /has a column id already/],
    ["no longer to be its own", heir("id serial"), heir(""), /public\.c keeps its column id, which it has from a table above it too/],
    [
      "to be no longer NULL",
      `${key}; CREATE TABLE c (id integer)`,
      `${key}; CREATE TABLE c (id integer NOT NULL) INHERITS (p)`,
      /public\.c cannot inherit from public\.p while its column id takes NULL/,
    ],
  ])("are refused by name where a column that they inherit is %s", async (_what, from, to, message) => {
    await using bench = await Workbench.open(server, from);
    await using wanted = await Workbench.open(server, to);
    const { changes } = diff(await wanted.model(), await bench.model());
    await expect(bench.lower(changes)).rejects.toThrow(message);
  });
});
