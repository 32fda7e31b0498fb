import type { Via } from "../../change/change.ts";
import { writeName } from "../../model/entry/write/write-name.ts";
import type { SchemaObjectOf } from "../../model/object.ts";
import { whereValue } from "./presence.ts";
import type { Expressing, Step } from "./step.ts";

/** Values renamed, added and dropped one by one; the whole list where their order changes. */
export function expressEnum(
  before: SchemaObjectOf<"enum">,
  after: SchemaObjectOf<"enum">,
  via: Via | undefined,
  around: Expressing,
): readonly Step[] {
  const { name, ...schema } = writeName(after.ref, around);
  const place = { enum: name, ...schema };
  const wanted = after.body.values;
  const steps: Step[] = [];
  let values = before.body.values;
  for (const [from, to] of Object.entries(via?.up?.labels ?? {})) {
    if (!wanted.includes(from) && wanted.includes(to) && !values.includes(to)) {
      steps.push({ renameEnumValue: { ...place, from, to }, ...whereValue(before.ref, from, around) });
      values = values.map((value) => (value === from ? to : value));
    }
  }
  for (const [index, value] of wanted.entries()) {
    if (values.includes(value)) continue;
    const previous = wanted[index - 1];
    // What is dropped is no neighbour: another database may have lost it already.
    const next = values.find((each) => wanted.includes(each));
    const beside =
      previous !== undefined
        ? index === wanted.length - 1 && previous === values.at(-1)
          ? {}
          : { after: previous }
        : next === undefined
          ? {}
          : { before: next };
    steps.push({ addEnumValue: { ...place, value, ...beside } });
    const at = previous !== undefined ? values.indexOf(previous) + 1 : next === undefined ? values.length : values.indexOf(next);
    values = values.toSpliced(at, 0, value);
  }
  for (const value of values.filter((each) => !wanted.includes(each))) {
    const replaceWith = via?.up?.labels?.[value];
    steps.push({
      dropEnumValue: { ...place, value, ...(replaceWith === undefined ? {} : { replaceWith }) },
      ...whereValue(before.ref, value, around),
    });
    values = values.filter((each) => each !== value);
  }
  return values.join("\u0001") === wanted.join("\u0001") ? steps : [{ alterEnum: { name, ...schema, values: [...wanted] } }];
}
