import { Type } from "@sinclair/typebox";
import { count, map, name, text } from "../../../src/model/kind/field.shape.ts";
import { diagnostic, ids, list, open, orNull, unmanaged } from "./parts.shape.ts";

const path = text("Relative to the working folder.");
const paths = (description: string) => list(Type.String(), `${description} Relative to the working folder.`);

/** What verbs that read or write files print. */
export const authoringDocuments = {
  Init: map("A new project.", { files: paths("What was written."), notes: list(Type.String(), "What a person should know.") }),
  Validation: map("Documents without an error.", {
    revisions: count("How many there are."),
    schemas: count("How many Schema documents there are."),
    diagnostics: list(diagnostic, "Warnings and notes."),
  }),
  Format: map("What form was mended.", { changed: paths("Files that were, or with --check would be.") }),
  RevisionFile: map("A revision's file.", {
    id: orNull(Type.String(), "Null where nothing was written."),
    path: orNull(path, "Null where nothing was written."),
    changes: Type.Optional(count("Changes that its steps make.")),
    revises: Type.Optional(ids("Its parents.")),
  }),
  Squash: map("One revision for many.", { id: name("The new one."), path, removed: paths("Files of those it replaces.") }),
  Inspection: map("The live database.", {
    documents: list(open("A Schema document."), "One for what is in no table, one a table."),
    unmanaged: list(unmanaged, "What no document says."),
    written: paths("Files that were written."),
  }),
  Adoption: map("A database that came under keelson.", {
    id: name("The baseline."),
    written: paths("Files that were written."),
    unmanaged: list(unmanaged, "What no document says."),
  }),
  Bundle: map("A source to take elsewhere.", {
    digest: name("Of the set of objects, or of the archive."),
    source: orNull(open("spec.source that reads it."), "Null for an archive, which is put somewhere first."),
    objects: list(open("An object of a cluster."), "In the order of their revisions; none of an archive."),
  }),
  Approval: map("Consent to a plan.", {
    digest: name("Of the plan."),
    path: orNull(path, "Null where a Plan object was approved."),
    object: Type.Optional(name("The Plan object.")),
  }),
} as const;
