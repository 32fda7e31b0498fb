import type { EntryContext, EntryPath } from "./entry-context.ts";

interface Written {
  readonly comment?: string;
  readonly renamedFrom?: readonly string[];
}

interface Read {
  readonly comment?: string | null;
  readonly renamedFrom?: readonly string[];
}

const nothing: Read = {};

/** Comment and earlier names of any entry. SQLite keeps no comments: one is noted, and none is asked for there. */
export function attributesOf({ comment, renamedFrom }: Written, { grammar, report }: EntryContext, path: EntryPath): Read {
  const isKept = grammar.dialect !== "sqlite";
  if (!isKept && comment !== undefined && comment !== "")
    report({
      code: "comment-not-kept",
      severity: "note",
      message: "SQLite keeps no comments: this one stays in the document",
      remedy: "",
      path: [...path, "comment"],
    });
  if (comment === undefined && renamedFrom === undefined) return nothing;
  return {
    ...(comment === undefined || !isKept ? {} : { comment: comment === "" ? null : comment }),
    ...(renamedFrom === undefined || renamedFrom.length === 0 ? {} : { renamedFrom }),
  };
}
