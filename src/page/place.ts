import { isUnasked } from "../status/is-unasked.ts";
import type { Status } from "../status/status.ts";
import { type Html, html } from "./html.ts";

/** Where a database stands, or goes, by its revisions; nothing where nobody could ask it yet. */
export const placeAt = (which: "current" | "target", status: Status): Html | null =>
  isUnasked(status) ? null : html`<code>${status.revision[which].join(", ") || "base"}</code>`;
