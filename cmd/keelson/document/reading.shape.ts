import { Type } from "@sinclair/typebox";
import { choice, count, map, name, text } from "../../../src/model/kind/field.shape.ts";
import { change, diagnostic, driftedObject, ids, list, namedRevision, open, orNull, time, unmanaged } from "./parts.shape.ts";

const historyRow = map("A revision, and what the journal knows of it.", {
  id: name("Its id."),
  message: text("What it is for."),
  revises: orNull(ids("Its parents."), "Its parents; null where no source was read."),
  isHead: orNull(Type.Boolean(), "Nothing revises it; null where no source was read."),
  isCurrent: orNull(Type.Boolean(), "The database stands at it; null where none was asked."),
  isApplied: orNull(Type.Boolean(), "The database has it; null where none was asked."),
  appliedAt: orNull(time("When."), "Null where it is not applied."),
  outcome: orNull(
    choice("skipped: its condition did not hold; stamped: nobody saw it run.", "applied", "skipped", "stamped"),
    "Null where it is not applied, or nobody says.",
  ),
  notRun: list(
    map("A step.", { step: name("Its id, or its place."), outcome: choice("Why.", "skipped", "already") }),
    "Steps that did not run.",
  ),
  digest: orNull(name("Of its meaning."), "Null where no source was read."),
});

const drawnRevision = map("A revision of the graph.", {
  id: name("Its id."),
  message: text("What it is for."),
  revises: ids("Its parents."),
  dependsOn: ids("What must be there first."),
  labels: ids("Branch labels that it carries itself."),
  marks: list(choice("What it is.", "head", "base", "current", "contract"), "What is written beside it."),
  state: choice("Whether the database has it; unknown where none was asked.", "applied", "partly", "pending", "unknown"),
});

const branchPoint = map("A revision that several revise.", {
  id: name("Its id."),
  children: ids("What revises it."),
  labels: ids("Branch labels of the children."),
});

const shownRevision = map("What a revision says.", {
  id: name("Its id."),
  message: text("What it is for."),
  revises: ids("Its parents."),
  dependsOn: ids("What must be there first."),
  labels: ids("Labels of the branch that it is on."),
  digest: name("Of its meaning."),
  path: text("Its file, relative to the working folder."),
  operations: ids("The operation of each step up."),
  upgrade: list(open("A step."), "Steps up."),
  downgrade: orNull(list(open("A step."), "Steps down."), "Null where the way down is derived."),
});

const backfill = map("A data step in batches.", {
  id: name("For `backfill pause`, `resume` and `cancel`."),
  revision: name("Its revision."),
  table: name("Its table."),
  cursor: orNull(Type.String(), "The key last done; null before the first batch."),
  rows: count("Rows done."),
  total: count("Rows there were to do."),
  state: choice("Whether it runs.", "running", "paused", "done", "cancelled"),
  startedAt: time("When it began."),
  updatedAt: time("When its last batch was committed."),
});

/** What verbs that only read print. */
export const readingDocuments = {
  Current: map("Where the database is.", { database: name("The Database."), heads: ids("Revisions it is at; empty at base.") }),
  Heads: map("Revisions that nothing revises.", { heads: ids("Their ids.") }),
  Branches: map("Where the graph parts.", { branches: list(branchPoint, "Oldest first.") }),
  Pending: map("What the database lacks.", { revisions: list(namedRevision, "In the order in which they would run.") }),
  History: map("The revisions of the source.", { revisions: list(historyRow, "Newest first.") }),
  Graph: map("The revision graph.", { revisions: list(drawnRevision, "Newest first.") }),
  Serving: map("Where the web page is, once it is there: a line of JSON.", { url: name("Its address.") }),
  Version: map("What runs.", { version: name("Version of the package.") }),
  RevisionDetails: map("One revision.", { revision: shownRevision }),
  Check: map("How database, revisions and Schema stand to each other.", {
    state: choice("What holds.", "inSync", "pending", "drift"),
    pending: orNull(ids("Revisions."), "Revisions that wait, in their order; null where only that some do is known."),
    schemaAhead: orNull(
      list(change, "In the order in which they would run."),
      "What the Schema says beyond the revisions; null where only that it does is known.",
    ),
    drift: list(driftedObject, "What somebody's hand changed."),
    unmanaged: orNull(list(unmanaged, "By name."), "What is there and was never ours; null where nobody looked."),
  }),
  Diff: map("What leads from one state to the other.", { changes: list(change, "In the order in which they would run.") }),
  Lint: map("What rules have to say of the documents.", {
    findings: list(diagnostic, "File by file."),
    counts: map("How many there are.", { error: count("Errors."), warning: count("Warnings."), note: count("Notes.") }),
    serverVersion: orNull(Type.String(), "The server that was judged for; null where nobody says which."),
    database: choice("Whether a database gave its version and its row counts.", "asked", "notAsked"),
  }),
  Wait: map("The revision is there.", { revision: name("The one waited for."), heads: ids("Revisions the database is at.") }),
  Backfills: map("Data steps that are not finished.", { backfills: list(backfill, "Oldest first.") }),
} as const;
