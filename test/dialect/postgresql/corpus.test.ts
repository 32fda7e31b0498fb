import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { SchemaModel } from "../../../src/model/schema-model.ts";
import { describePostgres } from "../../server/postgres.ts";
import { differences, Workbench } from "./workbench.ts";

const corpora = process.env.KEELSON_CORPORA ?? join(import.meta.dirname, "../../../../shared/corpora");
if (!existsSync(corpora)) console.info(`skipped: no corpora at ${corpora} (set KEELSON_CORPORA)`);

interface Corpus {
  readonly name: string;
  readonly file: string;
  /** What stands between the managed part and taking it down: functions over row types. */
  readonly before?: string;
}

const list: readonly Corpus[] = [
  { name: "chinook", file: "chinook/Chinook_PostgreSql_SerialPKs.sql" },
  { name: "northwind", file: "northwind/northwind.sql" },
  { name: "roundcube", file: "roundcube/postgres.initial.sql" },
  { name: "pagila", file: "pagila/pagila-schema.sql", before: "DROP FUNCTION public.rewards_report" },
];

/** Statements of psql and of another database have no place in ours. */
const load = (file: string): string =>
  readFileSync(join(corpora, file), "utf8")
    .split("\n")
    .filter((line) => !/^\s*(\\|(CREATE|DROP) DATABASE)/i.test(line))
    .join("\n");

describePostgres("schemas that nobody here wrote", (server) => {
  test.skipIf(!existsSync(corpora)).each(list)("$name is taken down and built again from its model", async ({ file, before }) => {
    await using bench = await Workbench.open(server, load(file));
    if (before !== undefined) await bench.client.query(before);
    const model = await bench.model();
    expect(model.size).toBeGreaterThan(50);

    const empty = SchemaModel.of([...model.objects()].filter(({ kind }) => kind === "schema"));
    for (const instruction of await bench.lower(diff(empty, model).changes)) await bench.execute(instruction);
    expect(differences(empty, await bench.model())).toEqual([]);

    for (const instruction of await bench.lower(diff(model, empty).changes)) await bench.execute(instruction);
    const again = await bench.model();
    expect(differences(model, again)).toEqual([]);
    const { changes, questions } = diff(model, again);
    expect({
      changes,
      questions: questions.map(({ field, desired, live }) => ({ field, desired: desired.body, live: live.body })),
    }).toEqual({ changes: [], questions: [] });
  });
});
