import type { ObjectChange } from "../change/change.ts";
import type { SchemaObjectOf } from "../model/object.ts";
import type { Act, Named } from "../port/act.ts";
import type { RevisionStep } from "../resource/resource.ts";
import { namedOf } from "./acts-of-object.ts";

/** What becomes of an object that stays under its name, or takes another; its rights and its owner apart. */
export function actsOfAlteration({ before, after, via }: ObjectChange, args: RevisionStep["args"]): readonly Act[] {
  if (before?.kind === "column" && after?.kind === "column" && after.ref.parent !== undefined) {
    const table = namedOf(after.ref.parent);
    const column = after.ref.name;
    return [
      ...(before.body.type === after.body.type ? [] : [{ kind: "changeType", table, column, type: after.body.type } as const]),
      ...(before.body.nullable && !after.body.nullable ? [{ kind: "setNotNull", table, column } as const] : []),
      ...(!before.body.nullable && after.body.nullable ? [{ kind: "dropNotNull", table, column } as const] : []),
    ];
  }
  if (before?.kind === "table" && after?.kind === "table") {
    const table = namedOf(after.ref);
    const by =
      before.body.withoutRowid !== after.body.withoutRowid
        ? "WITHOUT ROWID"
        : before.body.strict !== after.body.strict
          ? "STRICT"
          : before.body.unlogged !== after.body.unlogged
            ? "SET LOGGED"
            : null;
    const isOpened = isGuarded(before) && after.body.rowSecurity !== undefined && !isGuarded(after);
    return [
      ...(by === null ? [] : [{ kind: "rewriteTable", table, by } as const]),
      ...(isOpened ? [{ kind: "alterTable", table, form: "disableRowSecurity" } as const] : []),
    ];
  }
  return before?.kind === "enum" && after?.kind === "enum"
    ? labels(before.body.values, after.body.values, { type: namedOf(after.ref), renamed: via?.up?.labels ?? {}, args })
    : [];
}

const isGuarded = ({ body }: SchemaObjectOf<"table">): boolean => body.rowSecurity === "enabled" || body.rowSecurity === "forced";

interface Relabelled {
  readonly type: Named;
  readonly renamed: Readonly<Record<string, string>>;
  readonly args: RevisionStep["args"];
}

function labels(before: readonly string[], after: readonly string[], { type, renamed: names, args }: Relabelled): readonly Act[] {
  const gone = before.filter((label) => !after.includes(label));
  const come = after.filter((label) => !before.includes(label));
  const isRename = gone.length === 1 && come.length === 1 && args["to"] === come[0];
  if (isRename) return [{ kind: "rename", what: "enum value", of: type, from: { name: gone[0] ?? "" }, to: come[0] ?? "" }];
  const placed = args["before"] !== undefined || args["after"] !== undefined || args["values"] !== undefined;
  return [
    ...gone.map(
      (label): Act =>
        names[label] !== undefined && come.includes(names[label])
          ? { kind: "rename", what: "enum value", of: type, from: { name: label }, to: names[label] }
          : { kind: "drop", what: "enum value", name: { schema: type.name, name: label }, cascade: false },
    ),
    ...(gone.length > 0 ? [] : come.map((value): Act => ({ kind: "addEnumValue", type, value, placed }))),
  ];
}
