import { parseTypeText, type TypeText } from "../../type-text.ts";

/** How much a change of type costs and keeps. */
export interface TypeChange {
  /** inPlace: the stored bytes stay as they are. */
  readonly effort: "inPlace" | "rewrite";
  /** widening: every old value has its like; narrowing: some may be cut, rounded or refused. */
  readonly loss: "widening" | "narrowing";
}

/** Types in the order in which each holds all values of those before it. */
const ladders: readonly (readonly string[])[] = [
  ["smallint", "integer", "bigint", "numeric"],
  ["real", "double precision"],
  ["date", "timestamp", "timestamptz"],
  ["cidr", "inet"],
];

/** Judges a change between two types as `format_type` spells them. */
export function judgeTypeChange(from: string, to: string): TypeChange {
  const [old, now] = [parseTypeText(from), parseTypeText(to)];
  if (old === null || now === null || old.array || now.array) return { effort: "rewrite", loss: "narrowing" };
  if (family(old) === family(now)) return sameFamily(old, now);
  if (family(now) === "text" && now.modifiers.length === 0)
    return { effort: family(old) === "varchar" ? "inPlace" : "rewrite", loss: "widening" };
  if (family(old) === "text" && family(now) === "varchar")
    return now.modifiers.length === 0 ? { effort: "inPlace", loss: "widening" } : { effort: "rewrite", loss: "narrowing" };
  if (family(old) === "json" && family(now) === "jsonb") return { effort: "rewrite", loss: "widening" };
  const ladder = ladders.find((steps) => steps.includes(family(old)) && steps.includes(family(now)));
  const up = ladder !== undefined && ladder.indexOf(family(old)) < ladder.indexOf(family(now)) && now.modifiers.length === 0;
  // Stages run under UTC, where a timestamp and its timestamptz are stored alike.
  const alike = [family(old), family(now)].every(
    (name) => name === "timestamp" || name === "timestamptz" || name === "cidr" || name === "inet",
  );
  return { effort: up && alike ? "inPlace" : "rewrite", loss: up ? "widening" : "narrowing" };
}

/** Only the modifiers differ: more room is free, less is not. */
function sameFamily(old: TypeText, now: TypeText): TypeChange {
  const [before, after] = [old.modifiers.map(Number), now.modifiers.map(Number)];
  if (after.length === 0) return { effort: "inPlace", loss: "widening" };
  if (before.length === 0 && !(family(old) === "timestamp" || family(old) === "timestamptz" || family(old) === "time"))
    return { effort: "rewrite", loss: "narrowing" };
  switch (family(old)) {
    case "numeric": {
      const [precision = 0, scale = 0] = before;
      const [nextPrecision = 0, nextScale = 0] = after;
      if (nextScale === scale && nextPrecision >= precision) return { effort: "inPlace", loss: "widening" };
      return { effort: "rewrite", loss: nextScale >= scale && nextPrecision - nextScale >= precision - scale ? "widening" : "narrowing" };
    }
    case "varchar":
    case "bit varying":
    case "timestamp":
    case "timestamptz":
    case "time":
    case "interval":
      return (after[0] ?? 0) >= (before[0] ?? 6) ? { effort: "inPlace", loss: "widening" } : { effort: "rewrite", loss: "narrowing" };
    default:
      return { effort: "rewrite", loss: (after[0] ?? 0) >= (before[0] ?? 0) ? "widening" : "narrowing" };
  }
}

function family({ name, timeZone, schema }: TypeText): string {
  if (schema !== null) return `${schema}.${name}`;
  if (name === "character varying") return "varchar";
  if (name === "timestamp") return timeZone === "with" ? "timestamptz" : "timestamp";
  return name;
}

/** Whether a cast to the type would cut silently what an assignment refuses: varchar(n) and the like. */
export const cutsWhenCast = (type: string): boolean => /^(character varying|character|bit varying|bit)\(/.test(type);
