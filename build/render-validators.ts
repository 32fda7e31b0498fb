import { _, Ajv, type CodeKeywordDefinition } from "ajv";
import standaloneModule from "ajv/dist/standalone/index.js";
import { usePattern } from "ajv/dist/vocabularies/code.js";
import { build } from "esbuild";
import { collectShapes, type JsonSchema, operationShapes, resourceShapes, stepFields } from "./collect-shapes.ts";
import { shareParts } from "./share-parts.ts";

const standaloneCode = standaloneModule.default;

/** How many of the named fields are there, as an expression of the generated code. */
const present = (data: unknown, names: readonly string[]) =>
  names.map((field) => _`(${data as never}[${field}] === undefined ? 0 : 1)`).reduce((sum, one) => _`${sum} + ${one}`);

const between = (keyword: string, fails: (count: ReturnType<typeof present>) => ReturnType<typeof _>): CodeKeywordDefinition => ({
  keyword,
  type: "object",
  schemaType: "array",
  error: { message: keyword, params: ({ schema }) => _`{ names: ${(schema as string[]).join(" ")} }` },
  code: (context) => context.fail(fails(present(context.data, context.schema))),
});

/** Type and pattern of a text in one, so that what is no text is told in the words of the pattern. */
const form: CodeKeywordDefinition = {
  keyword: "form",
  schemaType: "string",
  error: { message: "form", params: ({ schema }) => _`{ pattern: ${schema as never} }` },
  code: (context) => context.fail(_`typeof ${context.data} != "string" || !${usePattern(context, context.schema)}.test(${context.data})`),
};

/** Fields that may not stand beside another. */
const excludes: CodeKeywordDefinition = {
  keyword: "excludes",
  type: "object",
  schemaType: "object",
  error: { message: "excludes", params: ({ params }) => _`{ names: ${params["names"]} }` },
  code: (context) => {
    const { gen, data, schema } = context;
    for (const [field, others] of Object.entries(schema as Record<string, readonly string[]>))
      for (const other of others)
        gen.if(_`${data}[${field}] !== undefined && ${data}[${other}] !== undefined`, () => {
          context.setParams({ names: _`${`${field} ${other}`}` });
          context.error();
        });
  },
};

/** `additionalProperties: false` whose error knows the fields that there are. */
const closed: CodeKeywordDefinition = {
  keyword: "closed",
  type: "object",
  schemaType: "array",
  error: { message: "closed", params: ({ params, schemaValue }) => _`{ field: ${params["field"]}, known: ${schemaValue as never} }` },
  code: (context) => {
    const { gen, data, schema } = context;
    gen.forIn("field", data, (field) => {
      const unknown = (schema as string[]).map((known) => _`${field} !== ${known}`).reduce((all, one) => _`${all} && ${one}`);
      gen.if(unknown, () => {
        context.setParams({ field });
        context.error();
      });
    });
  },
};

/** The shape as the validator has it: without words for people, closed maps with a list of their fields, steps left to code. */
function forValidator(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(forValidator);
  if (typeof schema !== "object" || schema === null) return schema;
  const { description: _description, additionalProperties, ...rest } = schema as JsonSchema;
  if (rest["$ref"] === "step") return { type: "object" };
  if (rest["type"] === "string" && rest["pattern"] !== undefined) {
    const { type: _type, pattern, ...others } = rest;
    return { ...others, form: pattern };
  }
  const result: JsonSchema = {};
  for (const [key, value] of Object.entries(rest)) {
    result[key] =
      key === "properties"
        ? mapValues(value as JsonSchema)
        : key === "enum" || key === "required" || key === "excludes"
          ? value
          : forValidator(value);
  }
  if (additionalProperties === false) result["closed"] = Object.keys((rest["properties"] as JsonSchema | undefined) ?? {});
  else if (additionalProperties !== undefined) result["additionalProperties"] = forValidator(additionalProperties);
  return result;
}
const mapValues = (properties: JsonSchema): JsonSchema =>
  Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, forValidator(value)]));

/** Leaves out what ajv writes for features that are not used here: a third of the code that every start has to load. */
const shorten = (code: string): string =>
  code
    .replaceAll(/,?schemaPath:"[^"]*"/g, "")
    .replaceAll(/,parentData:[\w.[\]]+,parentDataProperty:[^,]+,rootData/g, "")
    .replaceAll(/, parentData, parentDataProperty, rootData=data/g, "")
    .replaceAll(
      /const (err\d+) = ([^;]*);\nif\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}/g,
      "(vErrors ??= []).push($2);",
    );

/** A module of standalone validators that requires nothing at run time. */
export async function renderValidators(): Promise<string> {
  const ajv = new Ajv({
    allErrors: true,
    strictTypes: false,
    code: { source: true, esm: true, lines: true },
    inlineRefs: false,
    messages: false,
  });
  ajv.addKeyword(between("exactlyOneOf", (count) => _`${count} !== 1`));
  ajv.addKeyword(between("atMostOneOf", (count) => _`${count} > 1`));
  ajv.addKeyword(form);
  ajv.addKeyword(excludes);
  ajv.addKeyword(closed);
  const schemas = [...collectShapes().values(), { type: "object", properties: stepFields, $id: "stepSiblings" }].map(
    (shape) => forValidator(shape) as JsonSchema,
  );
  for (const schema of shareParts(schemas)) ajv.addSchema(schema);

  const resources = Object.keys(resourceShapes);
  const operations = Object.entries(operationShapes).map(([name, shape]) => [name, String(shape["$id"])] as const);
  const code = standaloneCode(ajv, {
    ...Object.fromEntries(resources.map((kind) => [`resource${kind}`, kind])),
    ...Object.fromEntries(operations.map(([name, id]) => [`operation${name}`, id])),
    stepSiblings: "stepSiblings",
  });
  const table = (prefix: string, keys: readonly string[]) => `{ ${keys.map((key) => `${key}: ${prefix}${key}`).join(", ")} }`;
  const entry = `${shorten(code).replaceAll(/export const (resource|operation)/g, "const $1")}
export const resourceValidators = ${table("resource", resources)};
export const operationValidators = ${table(
    "operation",
    operations.map(([name]) => name),
  )};`;
  const bundled = await build({
    stdin: { contents: entry, resolveDir: import.meta.dirname, loader: "js" },
    bundle: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    write: false,
    minify: true,
    legalComments: "none",
  });
  return `// Generated by build/generate-shapes.ts from the *.shape.ts files; do not edit.\n${bundled.outputFiles[0]?.text ?? ""}`;
}
