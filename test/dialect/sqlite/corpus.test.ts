import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { grammar } from "../../../src/dialect/sqlite/grammar.ts";
import { quoteIdentifier } from "../../../src/dialect/sqlite/quote.ts";
import type { SchemaObject } from "../../../src/model/object.ts";
import { check, create } from "./objects.ts";
import { expectSame, Workbench } from "./workbench.ts";

const corpora = process.env["KEELSON_CORPORA"] ?? resolve(import.meta.dirname, "../../../../shared/corpora");

/** Files of a corpus in the order to load them, or none where the corpus is not there. */
function files(folder: string, first: string): readonly string[] {
  const directory = join(corpora, folder);
  if (!existsSync(directory)) return [];
  const names = readdirSync(directory)
    .filter((name) => name.endsWith(".sql") && name.includes("create"))
    .sort();
  return [first, ...names.filter((name) => name !== first)].map((name) => join(directory, name));
}

const sources: Readonly<Record<string, readonly string[]>> = {
  roundcube: [join(corpora, "roundcube/sqlite.initial.sql")],
  chinook: [join(corpora, "chinook/Chinook_Sqlite_AutoIncrementPKs.sql")],
  kamailio: files("kamailio/sqlite", "standard-create.sql"),
};

function statements(path: string): readonly string[] {
  const found = grammar.analyse(readFileSync(path, "utf8"));
  if ("message" in found) throw new Error(`${path}: ${found.message}`);
  return found.filter(({ refused }) => refused === null).map(({ sql }) => sql);
}

/** Foreign keys last: then all that they refer to is there. */
const inOrder = (objects: Iterable<SchemaObject>): readonly SchemaObject[] =>
  [...objects].sort((a, b) => Number(a.kind === "foreignKey") - Number(b.kind === "foreignKey"));

describe.each(Object.entries(sources))("%s", (name, paths) => {
  const there = paths.length > 0 && paths.every((path) => existsSync(path));
  if (!there) console.warn(`skipped: the corpus ${name} is not at ${corpora}`);

  test.skipIf(!there)("is read in full, and built anew from its model it reads the same", async () => {
    await using original = await Workbench.open("PRAGMA foreign_keys = OFF", "BEGIN", ...paths.flatMap(statements), "COMMIT");
    const { model, unmanaged } = await original.session.inspect({ schemas: ["main"], ignore: [] });
    expect(unmanaged).toEqual([]);
    // What SQLite itself lists, against what was read from the texts.
    const columns = await original.rows(
      "SELECT m.name || '.' || x.name || ' ' || x.pk FROM sqlite_schema m, pragma_table_xinfo(m.name) x WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%' AND m.name NOT LIKE 'keelson%' ORDER BY 1",
    );
    expect(
      [...model.objects()]
        .flatMap((object) => {
          if (object.kind !== "column" || object.ref.parent === undefined) return [];
          const [key] = model.children(object.ref.parent, "primaryKey");
          return [
            `${object.ref.parent.name}.${object.ref.name} ${key?.kind === "primaryKey" ? key.body.columns.indexOf(object.ref.name) + 1 : 0}`,
          ];
        })
        .sort(),
    ).toEqual([...columns].sort());
    const keys = await original.rows(
      "SELECT count(*) FROM sqlite_schema m, pragma_foreign_key_list(m.name) k WHERE m.type = 'table' AND k.seq = 0",
    );
    expect([...model.objects()].filter(({ kind }) => kind === "foreignKey")).toHaveLength(Number(keys[0]));

    await using copy = await Workbench.open();
    await copy.execute(create(...inOrder(model.objects())));
    await expectSame(await copy.model(), model, copy.session);
  });
});

test.skipIf(!existsSync(sources["chinook"]?.[0] ?? ""))(
  "every table of chinook built anew: not one value of one row is another",
  { timeout: 60_000 },
  async () => {
    await using bench = await Workbench.open(
      "PRAGMA foreign_keys = OFF",
      "BEGIN",
      ...(sources["chinook"] ?? []).flatMap(statements),
      "COMMIT",
    );
    const tables = [...(await bench.model()).objects()].filter(({ kind }) => kind === "table").map(({ ref }) => ref.name);
    const content = async () => {
      const found: unknown[] = [];
      for (const table of tables) {
        const columns = (await bench.rows(`SELECT name FROM pragma_table_info('${table}')`)).map(
          (name) => `quote(${quoteIdentifier(String(name))})`,
        );
        found.push(
          await bench.rows(`SELECT count(*), group_concat(rowid || ${columns.join(" || ")} ORDER BY rowid) FROM ${quoteIdentifier(table)}`),
        );
      }
      return found;
    };
    const before = await content();
    const instructions = await bench.execute(create(...tables.map((table) => check(table, `${table}_holds`, "1 = 1"))));
    expect(instructions).toHaveLength(tables.length);
    expect(await content()).toEqual(before);
    expect(await bench.rows("SELECT integrity_check FROM pragma_integrity_check")).toEqual(["ok"]);
  },
);
