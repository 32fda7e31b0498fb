import type { JsonSchema } from "../collect-shapes.ts";

/** Types that a custom resource cannot tell apart are left open; keelson checks them in full. */
const open = { "x-kubernetes-preserve-unknown-fields": true };

/** Left open by their id: they hold themselves, or are as many as there are operations. */
const openShapes: ReadonlySet<string> = new Set(["step", "when", "staticWhen", "rowValue"]);

/** Whether rules are worth an expression. Inside of lists the API server counts each as often as the list could be long, and refuses the sum. */
type Place = "once" | "repeated";

export interface Shapes {
  /** By id, for references. */
  readonly shapes: ReadonlyMap<string, JsonSchema>;
}

/** The shape as the structural schema of a custom resource: no references, one type each, all lists atomic, no defaults. */
export function toStructural(shape: unknown, shapes: Shapes, place: Place = "once"): JsonSchema {
  const schema = resolve(shape as JsonSchema, shapes);
  const { description, nullable, ...facts } = withoutNull(schema);
  const words = { ...(description === undefined ? {} : { description }), ...(nullable === true ? { nullable } : {}) };
  if (openShapes.has(String(facts["$id"]))) return { ...words, ...(facts["type"] === "object" ? { type: "object" } : {}), ...open };
  const { type } = facts;
  if (Array.isArray(type)) {
    const isCount = type.length === 2 && type.includes("integer") && type.includes("string");
    return isCount ? { ...words, "x-kubernetes-int-or-string": true, ...pick(facts, ["pattern"]) } : { ...words, ...open };
  }
  switch (type) {
    case "object":
      return { ...words, type, ...structuralObject(facts, shapes, place) };
    case "array":
      return {
        ...words,
        type,
        "x-kubernetes-list-type": "atomic",
        ...pick(facts, ["minItems", "maxItems"]),
        items: toStructural(facts["items"], shapes, "repeated"),
      };
    case "string":
    case "integer":
    case "number":
    case "boolean":
      return { ...words, type, ...pick(facts, ["enum", "pattern", "minLength", "maxLength", "minimum", "maximum", "format"]) };
    case undefined:
      return { ...words, ...open };
    default:
      throw new Error(`a shape has the type ${String(type)}, which custom resources do not have`);
  }
}

/** The shape behind a reference; the description beside the reference wins. */
function resolve(schema: JsonSchema, { shapes }: Shapes): JsonSchema {
  const { $ref, ...beside } = schema;
  if (typeof $ref !== "string") return schema;
  const found =
    $ref === "step"
      ? { $id: "step", type: "object", description: "One operation, and beside it id, when, downgrade, onFailure, timeout." }
      : shapes.get($ref);
  if (found === undefined) throw new Error(`no shape has the id ${$ref}`);
  return { ...found, ...beside };
}

/** Null among the types, or beside one shape, is a word of its own here. */
function withoutNull(schema: JsonSchema): JsonSchema {
  const { anyOf, type, ...rest } = schema;
  if (Array.isArray(anyOf)) {
    const others = (anyOf as JsonSchema[]).filter((one) => one["type"] !== "null");
    if (others.length !== 1 || others.length === anyOf.length)
      throw new Error("a shape is one of several, which custom resources cannot say");
    return { ...others[0], ...rest, nullable: true };
  }
  if (!Array.isArray(type) || !type.includes("null")) return schema;
  const types = type.filter((one) => one !== "null");
  return { ...rest, type: types.length === 1 ? types[0] : types, nullable: true };
}

function structuralObject(facts: JsonSchema, shapes: Shapes, place: Place): JsonSchema {
  const { properties, required, additionalProperties, patternProperties } = facts;
  const values =
    Object.values((patternProperties as JsonSchema | undefined) ?? {})[0] ??
    (additionalProperties === false ? undefined : additionalProperties);
  const fields = properties as JsonSchema | undefined;
  if (fields === undefined && values === undefined) return open;
  return {
    ...(fields === undefined
      ? { additionalProperties: toStructural(values, shapes, "repeated") }
      : { properties: Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, toStructural(field, shapes, place)])) }),
    ...(Array.isArray(required) && required.length > 0 ? { required } : {}),
    ...pick(facts, ["minProperties"]),
    ...betweenFields(facts, place),
  };
}

/** Rules between fields: as expressions with a message where the API server can afford them, else as what a schema can say. */
function betweenFields(facts: JsonSchema, place: Place): JsonSchema {
  const exactly = facts["exactlyOneOf"] as readonly string[] | undefined;
  const atMost = facts["atMostOneOf"] as readonly string[] | undefined;
  const excludes = Object.entries((facts["excludes"] as Readonly<Record<string, readonly string[]>> | undefined) ?? {});
  const pairs = [
    ...(atMost ?? []).flatMap((one, index) => (atMost ?? []).slice(index + 1).map((other) => [one, other])),
    ...excludes.flatMap(([field, others]) => others.map((other) => [field, other])),
  ];
  if (place === "repeated") {
    const rules: JsonSchema = {};
    if (exactly !== undefined) rules["oneOf"] = exactly.map((field) => ({ required: [field] }));
    if (pairs.length > 0) rules["not"] = { anyOf: pairs.map((required) => ({ required })) };
    return rules;
  }
  const count = (names: readonly string[]) => `[${names.map((name) => `has(self.${name})`).join(", ")}].filter(given, given).size()`;
  const rules = [
    ...(exactly === undefined ? [] : [{ rule: `${count(exactly)} == 1`, message: `exactly one of ${exactly.join(", ")} is needed` }]),
    ...(atMost === undefined ? [] : [{ rule: `${count(atMost)} <= 1`, message: `at most one of ${atMost.join(", ")} may be given` }]),
    ...excludes.map(([field, others]) => ({
      rule: `!has(self.${field}) || ${count(others)} == 0`,
      message: `beside ${field}, ${others.join(", ")} may not be given`,
    })),
  ];
  return rules.length === 0 ? {} : { "x-kubernetes-validations": rules };
}

const pick = (facts: JsonSchema, keys: readonly string[]): JsonSchema =>
  Object.fromEntries(keys.filter((key) => facts[key] !== undefined).map((key) => [key, facts[key]]));
