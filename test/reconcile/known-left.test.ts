import { expect, test } from "vitest";
import { look } from "../../src/reconcile/look.ts";
import type { KnownLeft, LeftMemory } from "../../src/reconcile/known-left.ts";
import { reconcile } from "../../src/reconcile/reconcile.ts";
import { reconcileRequest } from "../../src/reconcile/request.ts";
import { nothing, see } from "../../src/reconcile/see.ts";
import { dialectRegistry, loadDialect } from "../../src/dialect/registry.ts";
import { ask } from "../server/ask.ts";
import { describeNewestPostgres } from "../server/postgres.ts";
import { TestProject } from "./project.ts";

/** Remembers like a file, and counts. */
class Remembered implements LeftMemory {
  known: KnownLeft | undefined;
  written = 0;
  recall = (): KnownLeft | undefined => this.known;
  remember = (known: KnownLeft): void => {
    this.known = known;
    this.written++;
  };
}

describeNewestPostgres("that a database was as it was left", (server) => {
  test("is known again by what journal and catalogue say, and by nothing less", async () => {
    await using database = await server.database();
    const project = new TestProject(await loadDialect(dialectRegistry([]), "postgresql"), database.url);
    project.schema("tables: [{ name: a, columns: [{ name: id, type: bigint }] }, { name: b, columns: [{ name: id, type: bigint }] }]");
    await project.with((run) => reconcile(run, reconcileRequest(run.settings.target)));
    const left = new Remembered();
    const drift = () => project.with(async (run) => (await look(run)).drift.map(({ change }) => change), { left });

    expect(await drift()).toEqual([]);
    expect(left.written).toBe(1);
    const { known } = left;
    expect(await drift()).toEqual([]);
    expect(left.written, "recalled").toBe(1);

    await ask(database.url, "ALTER TABLE b ADD by_hand int");
    expect(await drift()).toEqual(["extra"]);
    expect(left.written, "what is not as it was left is not kept").toBe(1);
    // What is known is not compared: it says so of bytes that say otherwise.
    await project.with(
      async (run) => {
        const { snapshot, reading } = await see(run, "leftOut", nothing);
        left.known = { ...(known as KnownLeft), journal: snapshot?.digest as string, answers: [...(await reading).answers] };
      },
      { left },
    );
    expect(await drift()).toEqual([]);
    const forged = left.known as unknown as KnownLeft;
    left.known = { ...forged, asked: "of another" };
    expect(await drift()).toEqual(["extra"]);
    left.known = forged;
    await ask(database.url, "UPDATE keelson.state SET source_digest = 'another'");
    expect(await drift(), "another journal").toEqual(["extra"]);
  });
});
