type Fields = Readonly<Record<string, unknown>>;

/** The JSON merge patch that makes `wanted` of `found`: what is not wanted is removed by name. */
export function replacing(found: unknown, wanted: unknown): unknown {
  if (!isMap(found) || !isMap(wanted)) return wanted;
  const gone = Object.keys(found).filter((key) => wanted[key] === undefined);
  return {
    ...Object.fromEntries(gone.map((key) => [key, null])),
    ...Object.fromEntries(Object.entries(wanted).map(([key, value]) => [key, replacing(found[key], value)])),
  };
}

const isMap = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
