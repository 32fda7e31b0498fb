import type { Status } from "../status/status.ts";
import { type Html, html } from "./html.ts";
import { nothing, table, time } from "./layout.ts";

/** What was last written into the journal, as far as a status tells. */
export const lastChanges = ({ history }: Status): Html =>
  history.length === 0
    ? nothing("Nothing was changed here yet.")
    : table(
        "Last changes",
        ["At", "Kind", "Revision", "What"],
        history.map(({ at, kind, revision, message }) => [time(at), kind, revision !== null && html`<code>${revision}</code>`, message]),
      );
