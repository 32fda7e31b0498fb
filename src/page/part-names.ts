/** The pages of one database, in their order, with what people call them. */
export const parts = {
  database: "Overview",
  graph: "Revisions",
  plan: "Plan",
  drift: "Drift",
  history: "History",
  schema: "Schema",
} as const;
export type PartName = keyof typeof parts;

export const partNames = Object.keys(parts) as readonly PartName[];

export const isPart = (name: string): name is PartName => Object.hasOwn(parts, name);

/** To the page of a set of databases. */
export const linkToSet = (key: string): string => `/set/${encoded(key)}`;

/** The part stands in front: a key has one name or two. */
export const linkTo = (key: string, part: PartName): string => `/${part}/${encoded(key)}`;

const encoded = (key: string): string => key.split("/").map(encodeURIComponent).join("/");
