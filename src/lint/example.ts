/** What a page shows, and the tests run: SQL as written, steps of a revision, or entries of a Schema's `spec`. */
export interface Example {
  readonly kind: "sql" | "steps" | "spec";
  readonly text: string;
}

export const sql = (text: string): Example => ({ kind: "sql", text });
export const steps = (text: string): Example => ({ kind: "steps", text });
export const spec = (text: string): Example => ({ kind: "spec", text });

/** As it stands on a page: YAML below the key that it belongs to, SQL as it is. */
export function asDocument({ kind, text }: Example): string {
  switch (kind) {
    case "sql":
      return text;
    case "steps":
      return `upgrade:\n${text.replace(/^(?=.)/gm, "  ")}`;
    case "spec":
      return `spec:\n${text.replace(/^(?=.)/gm, "  ")}`;
  }
}
