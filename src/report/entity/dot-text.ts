/** The text as a quoted string of DOT. Graphviz reads entities and escapes in what it shows. */
export const quoted = (text: string): string =>
  `"${visible(text).replaceAll("&", "&amp;").replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;

/** The text as it stands in a label of markup. */
export const marked = (text: string): string =>
  visible(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

/** Nothing that breaks a line, turns its direction, or is no character: a name may hold anything. */
const visible = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\0-\x1f]/g, (control) => String.fromCodePoint(0x2400 + control.charCodeAt(0)))
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu, "\ufffd");
