import { marked } from "./dot-text.ts";
import { toneOf } from "./tone.ts";

/** What Graphviz drew as an element of a page that has `diagramStyle`: classes for colours, and a title for who points at something. */
export function diagramSvg(drawn: string, label: string): string {
  return (
    drawn
      .slice(drawn.indexOf("<svg"))
      .replaceAll(/<!--.*?-->\n?/gs, "")
      .replaceAll(/<title>[^<]*<\/title>\n?/g, "")
      .replaceAll(/<g id="[^"]*"/g, "<g")
      // A title alone is no link.
      .replaceAll(/<a xlink:title="([^"]*)">(.*?)<\/a>/gs, "<title>$1</title>$2")
      .replaceAll(/<a xlink:(href="[^"]*") xlink:title="([^"]*)">/g, "<a $1><title>$2</title>")
      .replaceAll(/ (?:xml:space|font-family|font-size)="[^"]*"/g, "")
      .replaceAll(/ (?:fill|stroke)="(#[0-9a-f]{6})"/g, (attribute, colour: string) => {
        const tone = toneOf(colour);
        return tone === undefined ? attribute : ` class="${tone}"`;
      })
      .replace(
        /<svg width="([\d.]+)pt" height="([\d.]+)pt"/,
        (_, width, height) => `<svg class="diagram" role="group" aria-label="${marked(label)}" width="${width}" height="${height}"`,
      )
  );
}
