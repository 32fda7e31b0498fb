const longest = 253;

/** A name that Kubernetes takes for an object, as near to the parts as it may be: `shop`, `20231201_120000` → `shop-20231201-120000`. */
export function resourceName(...parts: readonly string[]): string {
  const name = parts
    .join("-")
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, "-")
    .replaceAll(/[.-]{2,}/g, "-")
    .slice(0, longest)
    .replaceAll(/^[-.]+|[-.]+$/g, "");
  return name === "" ? "keelson" : name;
}
