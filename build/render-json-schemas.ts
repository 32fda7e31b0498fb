import { collectShapes, type JsonSchema, operationShapes, resourceShapes, stepFields } from "./collect-shapes.ts";

const dialect = "http://json-schema.org/draft-07/schema#";

/** A step for editors: one operation key, and its siblings. */
const step = (): JsonSchema => ({
  type: "object",
  description: "One operation, and beside it id, when, downgrade, onFailure, timeout.",
  additionalProperties: false,
  properties: {
    ...stepFields,
    ...Object.fromEntries(Object.entries(operationShapes).map(([name, shape]) => [name, { $ref: shape["$id"] }])),
  },
  oneOf: Object.keys(operationShapes).map((name) => ({ required: [name] })),
});

/** Keywords of ours, said in JSON Schema; references into `definitions`. */
function forEditor(schema: unknown, refer: (id: string) => void): unknown {
  if (Array.isArray(schema)) return schema.map((entry) => forEditor(entry, refer));
  if (typeof schema !== "object" || schema === null) return schema;
  const { $id: _id, $ref, exactlyOneOf, atMostOneOf, excludes, ...rest } = schema as JsonSchema;
  const result = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, forEditor(value, refer)])) as JsonSchema;
  if (typeof $ref === "string") {
    refer($ref);
    result["$ref"] = `#/definitions/${$ref}`;
  }
  if (exactlyOneOf !== undefined) result["oneOf"] = (exactlyOneOf as string[]).map((field) => ({ required: [field] }));
  if (atMostOneOf !== undefined) result["not"] = { anyOf: pairs(atMostOneOf as string[]).map((both) => ({ required: both })) };
  if (excludes !== undefined) result["not"] = { anyOf: beside(excludes as Record<string, string[]>).map((both) => ({ required: both })) };
  // An object's one-of does not speak about a string that may stand in its place.
  if (exactlyOneOf !== undefined && Array.isArray(result["type"]) && !isObjectOnly(result["type"])) {
    result["if"] = { type: "object" };
    result["then"] = { oneOf: result["oneOf"] };
    delete result["oneOf"];
  }
  return result;
}
const pairs = (names: readonly string[]): string[][] =>
  names.flatMap((name, index) => names.slice(index + 1).map((other) => [name, other]));
const beside = (excludes: Readonly<Record<string, readonly string[]>>): string[][] =>
  Object.entries(excludes).flatMap(([field, others]) => others.map((other) => [field, other]));
const isObjectOnly = (types: readonly unknown[]): boolean => types.length === 1 && types[0] === "object";

/** One schema with all that it refers to inside, so that an editor needs a single file. */
function selfContained(root: JsonSchema, shapes: ReadonlyMap<string, JsonSchema>, title: string): JsonSchema {
  const definitions: JsonSchema = {};
  const refer = (id: string): void => {
    if (id in definitions) return;
    definitions[id] = {};
    const shape = id === "step" ? step() : shapes.get(id);
    if (shape === undefined) throw new Error(`no shape has the id ${id}`);
    definitions[id] = forEditor(shape, refer);
  };
  const body = forEditor(root, refer) as JsonSchema;
  const sorted = Object.fromEntries(Object.entries(definitions).sort(([a], [b]) => (a < b ? -1 : 1)));
  return { $schema: dialect, title, ...body, ...(Object.keys(sorted).length === 0 ? {} : { definitions: sorted }) };
}

/** JSON Schema files by their path below `schemas/`: one a document, one an operation, one a kind of entry, and one for any document. */
export function renderJsonSchemas(): Map<string, string> {
  const shapes = collectShapes();
  const files = new Map<string, string>();
  const put = (path: string, root: JsonSchema, title: string) =>
    files.set(path, `${JSON.stringify(selfContained(root, shapes, title), null, 1)}\n`);
  const operationIds = new Set(Object.values(operationShapes).map((shape) => String(shape["$id"])));
  for (const [kind, shape] of Object.entries(resourceShapes)) put(`${kind}.json`, shape as JsonSchema, kind);
  for (const [name, shape] of Object.entries(operationShapes)) put(`operation/${name}.json`, shape as JsonSchema, name);
  for (const [id, shape] of shapes) if (!operationIds.has(id) && !(id in resourceShapes)) put(`kind/${id}.json`, shape, id);
  files.set(
    "keelson.json",
    `${JSON.stringify({ $schema: dialect, title: "Any document of keelson", oneOf: Object.keys(resourceShapes).map((kind) => ({ $ref: `${kind}.json` })) }, null, 1)}\n`,
  );
  return files;
}
