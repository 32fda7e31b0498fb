export interface Shape {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
  readonly additionalProperties?: boolean | Shape;
  readonly $ref?: string;
}

/** A link to where a shape is told that stands in more than one place; null where it stands in one. */
export type SectionOf = (shape: Shape) => string | null;

/** The fields of an object's JSON Schema as a Markdown table, those of the objects inside it below each; nothing where it has none. */
export function fieldTable(shape: Shape, sectionOf: SectionOf): string {
  const rows = fieldsOf(shape, "", sectionOf).map(
    ({ path, field, required }) =>
      `| \`${path}\` | ${typeOf(field, sectionOf)} | ${required ? "yes" : ""} | ${cell(field.description ?? "")} |`,
  );
  return rows.length === 0 ? "" : `| field | value | required | |\n|---|---|---|---|\n${rows.join("\n")}\n`;
}

interface Field {
  readonly path: string;
  readonly field: Shape;
  readonly required: boolean;
}

const fieldsOf = ({ properties = {}, required = [] }: Shape, above: string, sectionOf: SectionOf): readonly Field[] =>
  Object.entries(properties).flatMap(([name, field]) => [
    { path: above + name, field, required: required.includes(name) },
    // They replace the fields beside them.
    ...(name === "dialects" ? [] : within(field, above + name, sectionOf)),
  ]);

/** What stands inside: of a list in each item (`[]`), of a map under each name (`.*`). */
function within(shape: Shape, path: string, sectionOf: SectionOf): readonly Field[] {
  if (shape.$ref !== undefined || sectionOf(shape) !== null) return [];
  const { items, anyOf = [], additionalProperties: named } = shape;
  return [
    ...fieldsOf(shape, `${path}.`, sectionOf),
    ...(items === undefined ? [] : within(items, `${path}[]`, sectionOf)),
    ...(typeof named === "object" ? within(named, `${path}.*`, sectionOf) : []),
    ...unique(anyOf.flatMap((each) => within(each, path, sectionOf))),
  ];
}

/** A field that several forms of a value have stands once, as the first has it. */
const unique = (fields: readonly Field[]): readonly Field[] =>
  fields.filter(({ path }, at) => fields.findIndex((other) => other.path === path) === at);

function typeOf(shape: Shape, sectionOf: SectionOf): string {
  const section = sectionOf(shape);
  if (section !== null) return section;
  const { type, enum: choices, items, anyOf } = shape;
  if (choices !== undefined) return choices.map((choice) => `\`${String(choice)}\``).join(", ");
  if (anyOf !== undefined) return [...new Set(anyOf.map((each) => typeOf(each, sectionOf)))].join(" or ");
  if (type === undefined) return "any";
  return [type]
    .flat()
    .map((each) => (each === "array" ? `list of ${items === undefined ? "anything" : typeOf(items, sectionOf)}` : each))
    .join(" or ");
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
