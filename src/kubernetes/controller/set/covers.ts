import { canonicalJson } from "../../../core/canonical-json.ts";

/** Whether `found` has everything that `wanted` has; what else it has is somebody else's. Lists are taken whole. */
export function covers(found: unknown, wanted: unknown): boolean {
  if (typeof wanted !== "object" || wanted === null || Array.isArray(wanted)) return canonicalJson(found) === canonicalJson(wanted);
  if (typeof found !== "object" || found === null) return false;
  return Object.entries(wanted).every(
    ([key, value]) => value === undefined || covers((found as Readonly<Record<string, unknown>>)[key], value),
  );
}
