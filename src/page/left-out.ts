import type { Piece } from "./excerpt.ts";
import { type Html, html } from "./html.ts";
import { count, counted } from "./layout.ts";

/** Leads to rows that are left out here. */
export const leftOut = ({ count: how, from }: Extract<Piece<never>, { readonly kind: "leftOut" }>): Html =>
  html`<a href="?from=${encodeURIComponent(from)}">⋮ ${counted(how, "more revision")}</a>`;

/** Above what is shown of a long list; `from`: that a link led there. */
export const howMany = (all: number, pieces: readonly Piece<unknown>[], from: string | undefined): Html | null =>
  pieces.length === 1 && from === undefined
    ? null
    : html`<p>Of ${count(all)} revisions ${
        from === undefined
          ? "the newest, and those around where the database stands."
          : html`those from <code>${from}</code> on. <a href="?">Those that matter now</a>`
      }</p>`;
