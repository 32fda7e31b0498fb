import { sqlite } from "../src/dialect/sqlite/index.ts";
import { postgresql } from "../src/dialect/postgresql/index.ts";
import type { KindDescription } from "../src/model/kind/define-kind.ts";
import { kinds } from "../src/model/kind/kinds.ts";
import { constraintKinds, type ObjectKind } from "../src/model/ref.ts";
import { operations } from "../src/operation/registry.ts";

/** What SQLite does instead, of each kind that it has not. */
const insteadOnSqlite: Readonly<Partial<Record<ObjectKind, string>>> = {
  schema: "has one namespace, `main`",
  enum: "text with a check",
  domain: "its type with its checks",
};

const constraints: ReadonlySet<string> = new Set(constraintKinds);

/** What has no name of its own, or keeps the one it has. */
const cannotRename: ReadonlySet<ObjectKind> = new Set(["extension", "accessMethod", "operator", "cast", "transform"]);

/** Operations on a kind, by what they do; a reason where there is none. @throws TypeError where an empty cell has no reason */
function operationsOf(kind: ObjectKind): Readonly<Record<"create" | "alter" | "drop" | "rename", string>> {
  if (constraints.has(kind))
    return {
      create: named("addConstraint"),
      alter: "made anew under its name",
      drop: named("dropConstraint"),
      rename: named("renameConstraint"),
    };
  if (kind === "column")
    return { create: named("addColumn"), alter: named("alterColumn"), drop: named("dropColumn"), rename: named("renameColumn") };
  if (kind === "setting")
    return { create: named("setSetting"), alter: named("setSetting"), drop: named("resetSetting"), rename: "another setting" };
  if (kind === "defaultPrivileges")
    return {
      create: named("setDefaultPrivileges"),
      alter: named("setDefaultPrivileges"),
      drop: "`setDefaultPrivileges` as usual",
      rename: "others",
    };
  const suffix = `${kind[0]?.toUpperCase()}${kind.slice(1)}`;
  return {
    create: named(`create${suffix}`),
    alter: named(`alter${suffix}`),
    drop: named(`drop${suffix}`),
    rename: cannotRename.has(kind) ? "PostgreSQL cannot" : named(`rename${suffix}`),
  };
}

function named(operation: string): string {
  if (!Object.hasOwn(operations, operation)) throw new TypeError(`no operation ${operation}: say in the object table why`);
  return `\`${operation}\``;
}

function onSqlite(kind: ObjectKind): string {
  if (sqlite.kinds.includes(kind)) return "yes";
  return insteadOnSqlite[kind] ?? "has none";
}

/** What lies below a view as well. */
const ofViewsToo: ReadonlySet<ObjectKind> = new Set(["index", "trigger", "rule"]);

const place = ({ kind, home, plural }: KindDescription<ObjectKind>): string =>
  `\`${plural}\`${home !== "parent" ? "" : ofViewsToo.has(kind) ? " of its table or view" : " of its table"}`;

/** The kinds of objects as a table: where each stands in a Schema, what changes it, and which engine has it. */
export function objectTable(): string {
  const head = ["kind", "in a Schema", "create", "alter", "drop", "rename", "inspect and autogenerate", "PostgreSQL", "SQLite"];
  const rows = (Object.values(kinds) as unknown as readonly KindDescription<ObjectKind>[]).map((description) => {
    const { create, alter, drop, rename } = operationsOf(description.kind);
    return [
      description.title,
      place(description),
      create,
      alter,
      drop,
      rename,
      "yes",
      postgresql.kinds.includes(description.kind) ? "14 to 18" : "has none",
      onSqlite(description.kind),
    ];
  });
  return [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
