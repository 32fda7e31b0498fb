import { type Html, html } from "./html.ts";
import { nothing } from "./layout.ts";

/** What a page has in its middle, and how it is answered. */
export interface Shown {
  readonly status: number;
  readonly body: Html;
}

export const shown = (body: Html): Shown => ({ status: 200, body });

/** Of something that an address names and that is not there. */
export const missing = (title: string, sentence: string): Shown => ({ status: 404, body: html`<h1>${title}</h1>\n${nothing(sentence)}` });
