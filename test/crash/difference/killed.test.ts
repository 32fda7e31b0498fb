import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { compare } from "../../../src/reconcile/compare.ts";
import { reconcile } from "../../../src/reconcile/reconcile.ts";
import { reconcileRequest } from "../../../src/reconcile/request.ts";
import { describeEngines, type Engine, type OpenedDatabase } from "../../reconcile/engines.ts";
import { TestProject } from "../../reconcile/project.ts";
import { seededShare } from "../../seeded-share.ts";
import { earlier, later } from "./documents.ts";

describeEngines((engine) => {
  test("a difference that is killed between its stages goes on, and is in sync then", { timeout: 240_000 }, async () => {
    const { ended, undisturbed } = await lay(engine, async (opened) => ({
      ended: await run(engine, opened.url),
      undisturbed: await left(engine, opened),
    }));
    expect(ended).toMatch(/^\d+$/);
    expect(undisturbed.rows).toEqual([{ id: 1, email: "a@b.c", age: 30, mood: "happy", team: null }]);
    const stages = Number(ended);
    expect(stages).toBeGreaterThan(1);
    for (const at of seededShare(
      Array.from({ length: stages }, (_, index) => index + 1),
      4,
    )) {
      const found = await lay(engine, async (opened) => {
        expect(await run(engine, opened.url, String(at), at % 2 === 0 ? "begun" : "done"), `stage ${at}`).toBe(
          at === stages && at % 2 === 0 ? ended : "SIGKILL",
        );
        expect(await run(engine, opened.url), `after stage ${at}`).toMatch(/^\d+$/);
        return left(engine, opened);
      });
      expect(found, `after stage ${at} of ${stages}`).toEqual(undisturbed);
    }
  });
});

/** A database with the earlier Schema and a row, for as long as `use` takes. */
async function lay<Value>(engine: Engine, use: (opened: OpenedDatabase) => Promise<Value>): Promise<Value> {
  const opened = await engine.open();
  try {
    const project = new TestProject(engine.dialect, opened.url);
    project.schema(earlier);
    await project.with((each) => reconcile(each, reconcileRequest("head")));
    await opened.beside.run("INSERT INTO accounts (id, mail, age, mood) VALUES (1, 'a@b.c', 30, 'glad')");
    return await use(opened);
  } finally {
    await opened.drop();
  }
}

/** What it printed, the signal that ended it, or what it said when it failed. */
async function run({ dialect: { name } }: Engine, url: string, ...kill: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, [
    "--disable-warning=ExperimentalWarning",
    join(import.meta.dirname, "child.ts"),
    name,
    url,
    ...kill,
  ]);
  let said = "";
  child.stdout.on("data", (chunk) => (said += chunk));
  child.stderr.on("data", (chunk) => (said += chunk));
  const [, signal] = await once(child, "close");
  return signal ?? said.trim();
}

/** Rows, what `check` says, whose objects there are, and how often the history tells of a difference. */
async function left({ dialect }: Engine, { url, beside }: OpenedDatabase) {
  const project = new TestProject(dialect, url);
  project.schema(later);
  const { state, drift, unmanaged } = (await project.with(compare)).comparison;
  const journal = await project.with(({ session, settings }) => session.journal.read(settings.project));
  const rows = await beside.rows("SELECT id, email, age, mood, team FROM users");
  return {
    rows,
    state,
    drift,
    unmanaged,
    progress: journal?.progress,
    seq: journal?.last?.seq,
    owned: [...(journal?.objects.values() ?? [])].map(({ ref, origin }) => `${ref} ${origin}`).toSorted(),
  };
}
