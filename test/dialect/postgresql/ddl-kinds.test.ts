import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ObjectChange } from "../../../src/change/change.ts";
import { diff } from "../../../src/diff/diff.ts";
import { known } from "../../../src/model/model.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../src/model/object.ts";
import { type DdlKind, isDdlKind, type ObjectRef } from "../../../src/model/ref.ts";
import { describePostgres } from "../../server/postgres.ts";
import { desired, difference, lines, schemas, throughDocuments } from "./documents.ts";
import { throughAnEmptyDatabase } from "./through-an-empty-database.ts";
import { modelOf, sqlOf, Workbench } from "./workbench.ts";

/** One and more of every kind that is given as its statement, with what uses them. */
const fixture = readFileSync(join(import.meta.dirname, "fixture/ddl-kinds.sql"), "utf8");

describePostgres("what is given as its statement", (server) => {
  test("is all managed, reads from its documents as it is, and is made from them as it was", async () => {
    const left = await throughAnEmptyDatabase(server, fixture);
    expect(left.filter(({ kind }) => isDdlKind(kind))).toEqual([]);
  });

  test("follows when it is renamed", async () => {
    await using bench = await Workbench.open(server, fixture, schemas);
    const first = new Map(
      [...(await bench.model()).objects()]
        .filter(({ kind }) => isDdlKind(kind))
        .toReversed()
        .map(({ kind, ref }) => [kind, ref]),
    );
    for (const [kind, ref] of first) {
      // The server keeps the names of these.
      if (["operator", "accessMethod", "cast", "transform"].includes(kind)) continue;
      const before = known((await bench.model()).get(ref as ObjectRef & { readonly kind: DdlKind })) as SchemaObject;
      const after = { ...before, ref: { ...before.ref, name: `${before.ref.name} B` } } as typeof before;
      await bench.carryOut([{ kind: "object", before, after }]);
    }
    const live = await bench.model();
    expect(lines(await difference(await throughDocuments(live), live))).toEqual([]);
  });

  test("of every kind may be written otherwise, and is the same", async () => {
    await using bench = await Workbench.open(server, fixture, schemas);
    const live = await bench.model();
    const objects = [
      {
        sql: `CREATE STATISTICS util."people's" (dependencies, NDISTINCT) ON id, wide FROM people; CREATE STATISTICS of_all ON id, lower(town), (wide+1) FROM public.people; ALTER STATISTICS of_all SET STATISTICS 500`,
      },
      {
        sql: `CREATE TEXT SEARCH CONFIGURATION english_own (PARSER = public."my parser"); ALTER TEXT SEARCH CONFIGURATION english_own ADD MAPPING FOR email WITH pg_catalog.simple`,
      },
      { sql: `ALTER TEXT SEARCH CONFIGURATION english_own ADD MAPPING FOR word, asciiword, hword WITH util."it's", public.stems` },
      {
        sql: "create operator === (procedure = same_currency, rightarg = money_of, leftarg = money_of, join = eqjoinsel, restrict = eqsel, hashes, negator = !==); comment on operator @# (none, money_of) is 'how much'; CREATE OPERATOR @# (FUNCTION = amount_of, RIGHTARG = money_of)",
      },
      {
        sql: "CREATE OPERATOR CLASS alone FOR TYPE money_of USING btree AS FUNCTION 1 order_of(money_of, money_of), OPERATOR 1 util.<|; CREATE CAST (money_of AS decimal) WITH FUNCTION amount_of(money_of) AS ASSIGNMENT",
      },
      {
        sql: "CREATE DEFAULT CONVERSION util.own FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8; CREATE TRUSTED LANGUAGE plother HANDLER plpgsql_call_handler INLINE plpgsql_inline_handler VALIDATOR plpgsql_validator",
      },
      {
        sql: "CREATE TRANSFORM FOR int LANGUAGE sql (FROM SQL WITH FUNCTION prsd_lextype(internal), TO SQL WITH FUNCTION int4recv(internal)); CREATE ACCESS METHOD heap_too TYPE TABLE HANDLER heap_tableam_handler",
      },
    ];
    const joined = [...objects.slice(0, 1), { sql: `${objects[1]?.sql}; ${objects[2]?.sql}` }, ...objects.slice(3)];
    const said = await desired({
      objects: joined,
      compositeTypes: [{ name: "money_of", attributes: [{ name: "currency", type: "text" }] }],
    });
    const given = [...said.objects()].filter(({ kind }) => isDdlKind(kind));
    expect(given.length).toBe(11);
    expect(
      lines(
        await difference(modelOf([...given, ...[...live.objects()].filter(({ ref }) => !said.has(ref) || !isDdlKind(ref.kind))]), live),
      ),
    ).toEqual([]);
  });

  test("changes in place where ALTER can say it, whatever stands on it", async () => {
    await using bench = await Workbench.open(server, fixture, schemas);
    const changed = async <K extends DdlKind>(
      kind: K,
      name: string,
      change: (object: SchemaObjectOf<K>["body"]) => SchemaObjectOf<K>["body"],
    ): Promise<ObjectChange> => {
      const before = [...(await bench.model()).objects()].find(
        ({ kind: each, ref }) => each === kind && ref.name === name,
      ) as SchemaObject & SchemaObjectOf<K>;
      return { kind: "object", before, after: { ...before, body: change(before.body) } };
    };
    const becomes = (...texts: readonly string[]) => texts.map((text) => ({ text, form: "canonical" as const }));
    const instructions = await bench.carryOut([
      await changed("operator", "===", ({ definition, ...rest }) => ({
        ...rest,
        definition: {
          ...definition,
          text: definition.text.replace("RESTRICT = eqsel", "RESTRICT = neqsel").replace(", JOIN = eqjoinsel", ""),
        },
      })),
      await changed("textSearchDictionary", "stems", ({ definition, ...rest }) => ({
        ...rest,
        definition: { ...definition, text: definition.text.replace(/, stopwords = 'english'/, "") },
      })),
      await changed("statistics", "of_all", (body) => ({ ...body, additions: [] })),
      await changed("textSearchConfiguration", "english_own", (body) => ({
        ...body,
        additions: becomes(
          `ADD MAPPING FOR asciiword, hword WITH util."it's", public.stems`,
          "ADD MAPPING FOR email WITH public.stems",
          "ADD MAPPING FOR url WITH simple",
        ),
      })),
      await changed("operatorFamily", "amounts", (body) => ({ ...body, additions: [] })),
    ]);
    expect(sqlOf(instructions)).toEqual([
      "ALTER OPERATOR public.=== (public.money_of, public.money_of) SET (RESTRICT = neqsel, JOIN = NONE)",
      "ALTER TEXT SEARCH DICTIONARY public.stems (stopwords)",
      "ALTER STATISTICS public.of_all SET STATISTICS -1",
      "ALTER TEXT SEARCH CONFIGURATION public.english_own DROP MAPPING FOR word",
      "ALTER TEXT SEARCH CONFIGURATION public.english_own ALTER MAPPING FOR email WITH public.stems",
      "ALTER TEXT SEARCH CONFIGURATION public.english_own ADD MAPPING FOR url WITH simple",
      "ALTER OPERATOR FAMILY public.amounts USING btree DROP OPERATOR 1 (public.money_of,numeric)",
    ]);
  });

  test("may be written otherwise, and is the same", async () => {
    await using bench = await Workbench.open(
      server,
      `CREATE COLLATION ci (provider = icu, locale = 'und-u-ks-level2', deterministic = false); COMMENT ON COLLATION ci IS 'no case'; CREATE TABLE t (name text COLLATE ci)`,
    );
    const objects = [
      {
        sql: "create collation ci (DETERMINISTIC = false, LOCALE = 'und-u-ks-level2', provider = 'icu'); COMMENT ON COLLATION ci IS 'no case'",
      },
    ];
    const wanted = await desired({ objects, tables: [{ name: "t", columns: [{ name: "name", type: "text", collation: "ci" }] }] });
    expect(lines(await difference(wanted, await bench.model()))).toEqual([]);
    await using empty = await Workbench.open(server);
    expect(sqlOf(await empty.carryOut(diff(wanted, await empty.model()).changes)).slice(0, 2)).toEqual([
      "CREATE COLLATION public.ci (DETERMINISTIC = false, LOCALE = 'und-u-ks-level2', provider = 'icu')",
      "COMMENT ON COLLATION public.ci IS 'no case'",
    ]);
  });

  test("is refused before anything runs where the server is too old for it", async () => {
    await using bench = await Workbench.open(server, "", schemas);
    const wanted = await desired({
      collations: [{ name: "plain", sql: "CREATE COLLATION plain (provider = builtin, locale = 'C.UTF-8')" }],
    });
    const lowered = bench.lower(diff(wanted, await bench.model()).changes);
    if (server.major < 17) await expect(lowered).rejects.toThrow("public.plain: a collation of the builtin provider needs PostgreSQL 17");
    else expect(sqlOf(await lowered).join()).toContain("builtin");
  });
});
