import { expect, test } from "vitest";
import { diff } from "../../../src/diff/diff.ts";
import { shareOn } from "../../seeded-share.ts";
import { describePostgres } from "../../server/postgres.ts";
import { lowerCases } from "./lower-cases.ts";
import { differences, hazardsOf, sqlOf, Workbench } from "./workbench.ts";

describePostgres("lowering", (server) => {
  test.each(
    shareOn(
      server,
      lowerCases.filter(({ since = 14, until = 99 }) => server.major >= since && server.major <= until),
    ),
  )("$name", async ({ from, to, sql = [], hazards, rows }) => {
    await using bench = await Workbench.open(server, from);
    await using wanted = await Workbench.open(server, to);
    const start = await bench.model();
    const goal = await wanted.model();

    const instructions = await bench.carryOut(diff(goal, start).changes);
    expect(differences(goal, await bench.model())).toEqual([]);
    if (hazards !== undefined) expect(hazardsOf(instructions)).toEqual(hazards);
    let rest = sqlOf(instructions).join(";\n");
    for (const fragment of sql) {
      expect(rest).toContain(fragment);
      rest = rest.slice(rest.indexOf(fragment) + fragment.length);
    }
    if (rows !== undefined) expect((await bench.values(rows[0]))[0]).toEqual(rows[1]);

    await bench.carryOut(diff(start, await bench.model()).changes);
    expect(differences(start, await bench.model())).toEqual([]);
  });
});
