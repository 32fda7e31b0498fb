import { visible } from "../core/visible.ts";

/** Markup that may be sent as it is. Only `html` and `drawn` make it, so that no text of the world becomes markup. */
export class Html {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

/** What stands between markup: text is escaped, lists are joined, what is absent leaves nothing. */
export type HtmlPart = Html | string | number | null | undefined | false | readonly HtmlPart[];

/** A template of markup whose parts are escaped. Attributes stand in double quotes. */
export const html = (markup: TemplateStringsArray, ...parts: readonly HtmlPart[]): Html =>
  new Html(markup.map((text, index) => text + written(parts[index])).join(""));

/** A picture that was drawn here, its texts escaped by who drew it. */
export const drawn = (svg: string): Html => new Html(svg);

function written(part: HtmlPart): string {
  if (part === null || part === undefined || part === false) return "";
  if (part instanceof Html) return part.toString();
  return typeof part === "object" ? part.map(written).join("") : escaped(String(part));
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

const escaped = (text: string): string => visible(text).replaceAll(/[&<>"']/g, (character) => entities[character] ?? "");
