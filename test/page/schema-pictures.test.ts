import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { drawGraph } from "../../src/page/draw-graph.ts";
import { diagramSvg } from "../../src/report/entity/diagram-svg.ts";
import { entitiesOf } from "../../src/report/entity/entities-of.ts";
import { corpusFile, haveCorpora } from "../corpus/corpora.ts";
import { Workbench } from "../dialect/postgresql/workbench.ts";
import { entityDot } from "../report/entity-models.ts";
import { describePostgres } from "../server/postgres.ts";

const load = (file: string): string =>
  readFileSync(corpusFile(file), "utf8")
    .split("\n")
    .filter((line) => !/^\s*(\\|(CREATE|DROP) DATABASE)/i.test(line))
    .join("\n");

describePostgres("pictures of schemas that nobody here wrote", (server) => {
  test.skipIf(!haveCorpora).each([
    { name: "chinook", file: "chinook/Chinook_PostgreSql_SerialPKs.sql", references: 11 },
    { name: "northwind", file: "northwind/northwind.sql", references: 13 },
    { name: "pagila", file: "pagila/pagila-schema.sql", references: 21 },
  ])("$name", async ({ file, references }) => {
    await using bench = await Workbench.open(server, load(file));
    const model = await bench.model();
    const svg = diagramSvg(await drawGraph(entityDot(model) ?? ""), "Schema");
    const { entities, relations } = entitiesOf(model);
    expect(svg.match(/<g class="node entity /g)).toHaveLength(entities.length);
    expect(svg.match(/<g class="edge relation reference"/g)).toHaveLength(references);
    expect(svg).not.toMatch(/style|xlink|#00000/);
    expect(unclosed(svg)).toEqual([]);
    for (const { key } of entities) {
      const near = entityDot(model, key) ?? "";
      expect(near).toContain("focus");
      expect(near.match(/relation /g)?.length ?? 0).toBe(relations.filter(({ from, to }) => from === key || to === key).length);
    }
  });
});

/** Elements that were opened and not closed, in their order. */
function unclosed(svg: string): readonly string[] {
  const open: string[] = [];
  for (const [, end, name = "", alone] of svg.matchAll(/<(\/?)([a-z]+)(?:\s+[a-z:-]+="[^"<]*")*\s*(\/?)>/gi)) {
    if (end !== "") expect(open.pop()).toBe(name);
    else if (alone === "") open.push(name);
  }
  expect(svg.replaceAll(/<\/?[a-z]+(?:\s+[a-z:-]+="[^"<]*")*\s*\/?>/gi, "")).not.toMatch(/[<>]/);
  return open;
}
