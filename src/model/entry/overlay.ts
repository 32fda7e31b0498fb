interface Overlaid {
  readonly dialects?: Readonly<Record<string, object>>;
}

/** The entry as it stands for one dialect: fields of `dialects.<name>` replace those beside them, the word `none` takes one away. */
export function overlay<E extends object>(entry: E, dialect: string): E {
  const own = (entry as Overlaid).dialects?.[dialect];
  if (own === undefined) return entry;
  const merged: Record<string, unknown> = { ...(entry as object), ...own };
  for (const [field, value] of Object.entries(own)) if (value === "none") delete merged[field];
  return merged as E;
}
