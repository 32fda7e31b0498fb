import { choice, count, flag, map, name, text } from "../../../src/model/kind/field.shape.ts";
import { diagnostic, ids, list, orNull, time } from "./parts.shape.ts";

const holder = map("Who held the lease.", {
  holder: name("A UUID."),
  project: name("The project it ran for."),
  info: text("Tool, version, host, process."),
  since: time("When it was taken."),
  expiresAt: time("When it would have ended."),
});

const role = map("Who steps run as.", {
  name: name("Its name."),
  may: map("What it may do.", {
    createSchemas: flag("Create schemas in this database."),
    createObjects: flag("Create in every schema that keelson manages."),
    temporaryTables: flag("Create temporary tables, on which expressions are spelled out."),
    endSessions: flag("End sessions of its own that a runner left behind."),
    createDatabases: flag("Create databases, for what is tried out elsewhere."),
  }),
});

/** What verbs about the database itself print. */
export const administrationDocuments = {
  Create: map("The database itself.", {
    database: name("Host, port and name, or a path."),
    outcome: choice("What was done.", "created", "exists"),
  }),
  Drop: map("The database itself.", {
    database: name("Host, port and name, or a path."),
    outcome: choice("What was done.", "dropped", "absent"),
  }),
  Clean: map("Emptied namespaces.", { database: name("Host, port and name, or a path."), schemas: ids("Their names.") }),
  Repair: map("What the journal now takes for true.", {
    accepted: ids("Edited revisions."),
    restarted: ids("Revisions that are planned anew."),
  }),
  Unlock: map("A lease taken away.", { holder: orNull(holder, "Null where nobody held it.") }),
  Doctor: map("What is wrong with the database or the way to it.", {
    server: map("What answered.", {
      dialect: name("Its dialect."),
      version: text("As it says itself."),
      database: text("Its name."),
      pooled: flag("Whether a transaction pooler stands before it."),
    }),
    role: orNull(role, "Null where the dialect has none."),
    journal: map("What keelson left in the database.", {
      state: choice("Whether it is there; `unreadable`: it is, and the role may not read it.", "absent", "present", "newer", "unreadable"),
      last: orNull(
        map("The newest row of the history.", { seq: count("Its number."), hash: text("Its hash.") }),
        "Null where there is none. A history that was cut short ends elsewhere.",
      ),
    }),
    findings: list(diagnostic, "Worst first."),
  }),
  Test: map("Every revision up, down and up again.", {
    revisions: count("How many were walked."),
    failures: list(map("One that failed.", { revision: name("Its id."), message: text("How.") }), "In the order of the walk."),
  }),
} as const;
