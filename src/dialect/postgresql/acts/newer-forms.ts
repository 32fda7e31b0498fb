import type { Node } from "libpg-query";
import type { Act } from "../../../port/act.ts";

interface Form {
  readonly form: string;
  /** Major version. */
  readonly since: number;
  isIn(kind: string, fields: Readonly<Record<string, unknown>>): boolean;
}

/** What servers before a version refuse, by the node of the parse tree that says it. */
const forms: readonly Form[] = [
  { form: "MERGE", since: 15, isIn: (kind) => kind === "MergeStmt" },
  { form: "NULLS NOT DISTINCT", since: 15, isIn: (_kind, { nulls_not_distinct }) => nulls_not_distinct === true },
  { form: "SET ACCESS METHOD", since: 15, isIn: (_kind, { subtype }) => subtype === "AT_SetAccessMethod" },
  { form: "SET EXPRESSION", since: 17, isIn: (_kind, { subtype }) => subtype === "AT_SetExpression" },
  {
    form: "a virtual generated column",
    since: 18,
    isIn: (kind, { contype, generated_kind }) => kind === "Constraint" && contype === "CONSTR_GENERATED" && generated_kind === "v",
  },
  {
    form: "NOT NULL as a constraint that can be NOT VALID",
    since: 18,
    isIn: (kind, { contype, skip_validation }) => kind === "Constraint" && contype === "CONSTR_NOTNULL" && skip_validation === true,
  },
  { form: "WITHOUT OVERLAPS", since: 18, isIn: (kind, { without_overlaps }) => kind === "Constraint" && without_overlaps === true },
];

/** The newer forms in a statement, each once. */
export function newerForms(node: Node): readonly Act[] {
  const found = new Set<Form>();
  look(node, "", found);
  return [...found].map(({ form, since }) => ({ kind: "useForm", form, since: since * 10_000, shown: String(since) }));
}

function look(value: unknown, kind: string, found: Set<Form>): void {
  if (typeof value !== "object" || value === null) return;
  if (Array.isArray(value)) for (const each of value) look(each, "", found);
  else {
    const fields = value as Readonly<Record<string, unknown>>;
    for (const form of forms) if (form.isIn(kind, fields)) found.add(form);
    for (const [key, inner] of Object.entries(fields)) look(inner, key, found);
  }
}
