/** The entry with the patch laid over it; the word `none` unsets a field. */
export function patchEntry<E extends object>(entry: E, patch: object): E {
  const merged: Record<string, unknown> = { ...(entry as object) };
  for (const [field, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === "none") delete merged[field];
    else merged[field] = value;
  }
  return merged as E;
}

/** Arguments as they stand for one dialect: what is said there takes the place of what stands beside it, `none` included. */
export function forDialect<A extends object>(args: A, dialect: string): Omit<A, "dialects"> {
  if (!("dialects" in args)) return args;
  const { dialects, ...rest } = args as A & { readonly dialects?: Readonly<Record<string, object>> };
  return { ...rest, ...dialects?.[dialect] } as Omit<A, "dialects">;
}
