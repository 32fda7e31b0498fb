import { expect, test } from "vitest";
import { CorpusProject } from "../corpus/corpus-project.ts";
import { askRows } from "../server/ask.ts";
import { dump } from "../server/pg-dump.ts";
import { describePostgres } from "../server/postgres.ts";

const above = "CREATE TABLE p (id integer NOT NULL, n integer NOT NULL, note text)";

describePostgres("NOT NULL that a table has from one that it inherits from", (server) => {
  test.each([
    ["a key was added to it", "CREATE TABLE c () INHERITS (p); ALTER TABLE c ADD PRIMARY KEY (id)"],
    ["it was made with a key", "CREATE TABLE c (PRIMARY KEY (id)) INHERITS (p)"],
    ["a key was added to a nullable column too", "CREATE TABLE c () INHERITS (p); ALTER TABLE c ADD PRIMARY KEY (id, note)"],
    ["it says the same itself", "CREATE TABLE c () INHERITS (p); ALTER TABLE c ALTER n SET NOT NULL"],
    ["it has the column itself", "CREATE TABLE c (id integer NOT NULL, PRIMARY KEY (id)) INHERITS (p)"],
    [
      "those below have it from there",
      "CREATE TABLE c () INHERITS (p); ALTER TABLE c ADD PRIMARY KEY (id); CREATE TABLE d () INHERITS (c); ALTER TABLE d ADD PRIMARY KEY (id)",
    ],
  ])("is as it was where %s", async (_how, sql) => {
    await using original = await server.database();
    await using rebuilt = await server.database();
    await askRows(original.url, `${above}; ${sql}`);
    using project = await CorpusProject.open(original.url, []);
    await project.exits(0, original.url, "inspect", "--write", "db");
    await project.exits(0, original.url, "check");
    await project.exits(0, rebuilt.url, "apply");
    expect(await dump(rebuilt.url)).toEqual(await dump(original.url));
    await project.exits(0, rebuilt.url, "check");
    const documents = project.documents();
    await project.exits(0, rebuilt.url, "inspect", "--write", "db");
    expect(project.documents()).toEqual(documents);
  });

  const said = "CREATE TABLE c (PRIMARY KEY (id)) INHERITS (p)";
  const unsaid = "CREATE TABLE c () INHERITS (p); ALTER TABLE c ADD PRIMARY KEY (id)";
  test.each([
    ["said", said, unsaid],
    ["unsaid", unsaid, said],
  ])("is no difference where it is %s", async (_how, desired, found) => {
    await using wanted = await server.database();
    await using live = await server.database();
    await askRows(wanted.url, `${above}; ${desired}`);
    await askRows(live.url, `${above}; ${found}`);
    using project = await CorpusProject.open(wanted.url, []);
    await project.exits(0, wanted.url, "inspect", "--write", "db");
    await project.exits(0, live.url, "check");
    await askRows(live.url, "ALTER TABLE c ALTER n SET DEFAULT 7");
    await project.exits(0, live.url, "apply");
    await project.exits(0, live.url, "check");
  });

  test.skipIf(server.major < 18)("is named where no document can say whose it is, or what it is called", async () => {
    await using found = await server.database();
    await askRows(
      found.url,
      `${above};
       CREATE TABLE c (id integer) INHERITS (p);
       CREATE TABLE d (CONSTRAINT chosen NOT NULL note) INHERITS (p);
       CREATE TABLE e (id integer CONSTRAINT said NOT NULL, NOT NULL note) INHERITS (p)`,
    );
    using project = await CorpusProject.open(found.url, []);
    await project.exits(0, found.url, "inspect", "--write", "db");
    const { unmanaged } = (await project.exits(0, found.url, "check", "-o", "json")).json<{
      unmanaged: readonly { readonly kind: string; readonly name: string }[];
    }>();
    expect(unmanaged.map(({ kind, name }) => `${kind} ${name}`).toSorted()).toEqual([
      "constraint public.c.p_id_not_null (not null)",
      "constraint public.d.chosen (not null)",
    ]);
  });
});
