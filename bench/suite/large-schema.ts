import { join } from "node:path";
import { bundleAlone } from "../../build/bundle.ts";
import { type Contestant, hold } from "../contest.ts";
import { root } from "../places.ts";
import { runProcess } from "../run-process.ts";
import { largeSchemas } from "../schema/large-schema.ts";
import { runAnew, runVerb, writeChangedProject, writeLargeProject } from "../schema/large-project.ts";
import { loadLargeSchema } from "../schema/load-large-schema.ts";
import { lookClosely } from "../schema/look-closely.ts";
import { renderTable } from "../table.ts";
import { askOnce } from "./ask-once.ts";
import type { Suite } from "./suite.ts";

const usual = 1069;
const [mostRoundTrips, mostMegabytes] = [16, 150];

/** A schema of a thousand tables or more, which is as it is declared: reading it, comparing all of it, planning one change, and finding that nobody touched it. */
export const largeSchema: Suite = async ({ server, directory, comparers, rounds, count: tables = usual }) => {
  const url = await server.database();
  await loadLargeSchema(url, tables);
  const project = join(directory, `large ${tables}`);
  await writeLargeProject(project, url);
  const changed = join(directory, `large ${tables} changed`);
  await writeChangedProject(changed, project);
  const edited = join(directory, `large ${tables} edited`);
  const edit = await writeChangedProject(edited, project);

  const question = join(root, ".cache/bench/ask-catalogue.mjs");
  await bundleAlone(root, "bench/schema/ask-catalogue.ts", question);
  const floor: Contestant = {
    name: "sets of questions from Node",
    arrange: async () => () => runProcess(process.execPath, [question, url, largeSchemas.join(",")]),
  };
  const verb = (name: string, folder: string, ...words: readonly string[]): Contestant => ({
    name: `keelson ${name}`,
    arrange: async () => () => runVerb(folder, url, ...words),
  });
  const anew = (name: string, folder: string, ...words: readonly string[]): Contestant => ({
    name: `keelson ${name}, nothing kept`,
    arrange: async () => () => runAnew(folder, url, ...words),
  });
  let edits = 0;
  const justEdited: Contestant = {
    name: "keelson plan, one column more, just written",
    arrange: async () => {
      await edit(`added_${edits++}`);
      return () => runVerb(edited, url, "plan");
    },
  };
  const desired = comparers.length === 0 ? url : await server.database(url);
  const others = [
    verb("inspect", project, "inspect"),
    anew("check", project, "check"),
    verb("check", project, "check"),
    anew("plan, one column more", changed, "plan"),
    justEdited,
    verb("plan, one column more, once more", changed, "plan"),
    ...comparers.map(
      ({ name, compare }): Contestant => ({ name: `${name}, two databases alike`, arrange: async () => () => compare(url, desired) }),
    ),
  ];
  const goals = {
    "keelson inspect": 1.2,
    "keelson check, nothing kept": 1.5,
    "keelson check": 1.5,
    "keelson plan, one column more, nothing kept": 2,
    "keelson plan, one column more, just written": 2,
    "keelson plan, one column more, once more": 2,
  };
  const compared = renderTable(`A schema of ${tables} tables`, await hold({ floor, others, goals }, rounds));

  const idle = [verb("reconcile, nothing changed", project, "reconcile")];
  const unchanged = renderTable(
    `${tables} tables, nothing changed since the last run`,
    await hold({ floor: askOnce(url), others: idle, goals: { "keelson reconcile, nothing changed": 1.5 } }, rounds),
  );

  const { roundTrips, statements, megabytes } = await lookClosely(project, url, "inspect");
  const closely = `\n\`keelson inspect\` waits for the server ${roundTrips} times (≤ ${mostRoundTrips}: ${verdict(roundTrips, mostRoundTrips)}), for ${statements} statements, and takes at most ${megabytes.toFixed(0)} MB (≤ ${mostMegabytes}: ${verdict(megabytes, mostMegabytes)}).`;
  return [compared, unchanged, closely].join("\n");
};

const verdict = (value: number, goal: number): string => (value <= goal ? "met" : "missed");
