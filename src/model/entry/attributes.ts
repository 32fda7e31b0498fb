import type { EntryContext } from "./entry-context.ts";

interface Written {
  readonly comment?: string;
  readonly renamedFrom?: readonly string[];
}

interface Read {
  readonly comment?: string | null;
  readonly renamedFrom?: readonly string[];
}

/** Comment and earlier names of any entry. SQLite keeps no comments, so none is asked for there. */
export const attributesOf = ({ comment, renamedFrom }: Written, { grammar }: EntryContext): Read => ({
  ...(comment === undefined || grammar.dialect === "sqlite" ? {} : { comment: comment === "" ? null : comment }),
  ...(renamedFrom === undefined || renamedFrom.length === 0 ? {} : { renamedFrom }),
});
