interface Shape {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

/** The fields of an object's JSON Schema as a Markdown table; nothing where it has none. */
export function fieldTable({ properties = {}, required = [] }: Shape): string {
  const rows = Object.entries(properties).map(([name, shape]) => `| \`${name}\` | ${typeOf(shape)} | ${required.includes(name) ? "yes" : ""} | ${cell(shape.description ?? "")} |`);
  return rows.length === 0 ? "" : `| field | value | required | |\n|---|---|---|---|\n${rows.join("\n")}\n`;
}

function typeOf({ type, enum: choices, items, anyOf }: Shape): string {
  if (choices !== undefined) return choices.map((choice) => `\`${String(choice)}\``).join(", ");
  if (anyOf !== undefined) return [...new Set(anyOf.map(typeOf))].join(" or ");
  if (type === "array") return `list of ${items === undefined ? "anything" : typeOf(items)}`;
  if (type === undefined) return "any";
  return typeof type === "string" ? type : type.join(" or ");
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
