import { Type } from "@sinclair/typebox";
import { conditionTypes } from "../../../src/status/condition.ts";
import { hazardKinds } from "../../../src/instruction/instruction.ts";
import { choice, count, flag, map, name, text } from "../../../src/model/kind/field.shape.ts";
import { diagnostic, driftedObject, ids, list, orNull, time } from "./parts.shape.ts";

const number = (description: string) => Type.Number({ minimum: 0, description });

const plan = map("What would run, or ran.", {
  digest: name("Of the plan."),
  statements: count("How many."),
  hazards: list(
    map("A hazard.", { kind: choice("Which.", ...hazardKinds), statement: count("Which statement, from 0.") }),
    "In the order of the statements; an object of a cluster has room for two hundred.",
  ),
  ref: Type.Optional(name("The Plan that has its statements.")),
});

const backfill = map("The data step that runs.", {
  rows: count("Done."),
  total: count("To do."),
  rowsPerSecond: number("So far."),
  eta: orNull(time("When it ends at this rate."), "Null where nothing can be said."),
});

const historyEntry = map("A row of the journal.", {
  seq: count("Its number."),
  kind: text("What happened."),
  revision: orNull(Type.String(), "Null where it was none of a revision."),
  message: text("For people."),
  at: time("When it ended."),
});

const condition = map("A condition as kstatus reads it.", {
  type: choice("Which.", ...conditionTypes),
  status: choice("Whether it holds.", "True", "False", "Unknown"),
  reason: name("In one word."),
  message: text("In one sentence."),
  lastTransitionTime: time("When its status last changed."),
});

/** What is true of one database now. */
export const statusFields = {
  database: name("The Database."),
  reason: name("The reason that the conditions give."),
  message: text("In one sentence."),
  revision: map("Where it is and where it goes.", {
    current: ids("Heads."),
    target: ids("Heads to come."),
    pending: count("Revisions between."),
  }),
  source: orNull(
    map("What was read.", { digest: name("Of its bytes."), commit: Type.Optional(Type.String()) }),
    "Null where it was not read.",
  ),
  plan: orNull(plan, "Null where none was made."),
  progress: orNull(
    map("The revision that is under way.", {
      revision: name("Its id."),
      stage: count("From 0."),
      of: count("Stages in all."),
      backfill: Type.Optional(backfill),
      error: Type.Optional(text("Where it failed, and what the server said.")),
    }),
    "Null where none is.",
  ),
  drift: orNull(
    map("What somebody's hand changed.", {
      objects: list(driftedObject, "By name; an object of a cluster has room for a hundred."),
      more: Type.Optional(count("How many there are beside those.")),
      checkedAt: time("When it was looked for."),
    }),
    "Null where nobody looked.",
  ),
  pendingContract: ids("Contract halves that wait."),
  journal: orNull(
    map("The end of the history.", { seq: count("Its number."), hash: name("Its hash.") }),
    "Null where there is no journal.",
  ),
  history: list(historyEntry, "Newest first, the last ten; empty after a run of the command line."),
  conditions: list(condition, "Ready first."),
  diagnostics: list(diagnostic, "Everything found on the way."),
};

const fault = map("What stopped the verb.", {
  code: name("Stable, in kebab-case."),
  message: text("What is wrong."),
  exitCode: Type.Integer({ minimum: 1, maximum: 143, description: "The exit code of the process; 130 or 143 where a signal ended it." }),
  retryable: flag("The same again may succeed."),
  diagnostics: list(diagnostic, "Each finding with its place."),
});

const target = map("A Database of the set.", {
  name: name("The target."),
  database: name("Its Database."),
  wave: count("In which wave it goes, from 0."),
  ready: choice("Whether it is what it is to be, and ready.", "True", "False", "Unknown"),
  reason: Type.Optional(name("In one word.")),
  message: Type.Optional(text("In one sentence.")),
});

/** How a DatabaseSet stands. */
const setFields = {
  set: name("The DatabaseSet."),
  reason: name("The reason that the conditions give."),
  message: text("In one sentence."),
  total: count("Databases."),
  ready: count("Those that are what they are to be, and ready."),
  failed: count("Those that are stalled."),
  wave: orNull(count("The wave that is under way, from 0."), "Null where none is."),
  targets: list(target, "In the order of the waves."),
  conditions: list(condition, "Ready first."),
  diagnostics: list(diagnostic, "What is wrong with the set."),
};

/** What runs print, and what any verb prints that was stopped before there was a status. */
export const statusDocuments = {
  Status: map("What is true of one database now.", { ...statusFields, error: Type.Optional(fault) }),
  SetStatus: map("How the rollout of a DatabaseSet stands.", setFields),
  Error: map("What stopped the verb.", { error: fault }),
  List: map("One document for each database, with --all.", {
    items: list(
      Type.Unsafe<{ database: string; kind?: string }>({ type: "object", required: ["database"] }),
      "In the order of the Database documents.",
    ),
  }),
} as const;
