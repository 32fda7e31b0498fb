/** Spells a scalar as the value of a key in the first column, with all of its lines. */
export type SpellScalar = (value: string | number | boolean | null) => string;

/** A text that every reader takes for itself, plain, as value. */
const plain =
  /^(?!(?:true|false|null|nan|yes|no|on|off|y|n)$)[a-z_(](?:(?:[a-z0-9_.()/'" ,<>=*+|~!?$@%&^{}[\];\\-]|:(?! ))*[a-z0-9_.()/'"])?$/i;
/** And one as key. */
const plainKey = /^(?!(?:true|false|null|nan|yes|no|on|off|y|n)$)[a-z_][a-z0-9_.()/-]*$/i;

/**
 * Plain data in block style, letter for letter as the library would write it, without its tree of nodes: documents of thousands of tables are written in a
 * fifth of the time. Undefined where it holds what only the library can write: a key that needs quotes, an object of a class.
 */
export function blockYaml(value: object, spell: SpellScalar): string | undefined {
  const out: string[] = [];
  return isFields(value) && Object.keys(value).length > 0 && writeFields(value, "", spell, out) ? out.join("") : undefined;
}

type Fields = Readonly<Record<string, unknown>>;

/** The first line stands where the last one ended, all others below `indent`. */
function writeFields(fields: Fields, indent: string, spell: SpellScalar, out: string[]): boolean {
  let isFirst = true;
  for (const key of Object.keys(fields)) {
    const value = fields[key];
    if (value === undefined) continue;
    if (!plainKey.test(key)) return false;
    out.push(isFirst ? key : indent + key, ":");
    isFirst = false;
    if (!writeValue(value, indent, "key", spell, out)) return false;
  }
  return !isFirst;
}

function writeItems(items: readonly unknown[], indent: string, spell: SpellScalar, out: string[]): boolean {
  for (const [at, item] of items.entries()) {
    out.push(at === 0 ? "-" : `${indent}-`);
    if (!writeValue(item ?? null, indent, "dash", spell, out)) return false;
  }
  return true;
}

/** What follows a key stands below it where it has parts; what follows a dash stands beside it. */
function writeValue(value: unknown, indent: string, behind: "key" | "dash", spell: SpellScalar, out: string[]): boolean {
  if (typeof value === "string" && plain.test(value)) out.push(" ", value, "\n");
  else if (value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean")
    out.push(" ", spell(value).replace(/\n(?=[^\n])/g, `\n${indent}`), "\n");
  else {
    const inner = `${indent}  `;
    if (Array.isArray(value)) {
      if (value.length === 0) out.push(" []\n");
      else return out.push(behind === "key" ? `\n${inner}` : " ") > 0 && writeItems(value, inner, spell, out);
    } else if (!isFields(value)) return false;
    else if (Object.values(value).every((part) => part === undefined)) out.push(" {}\n");
    else return out.push(behind === "key" ? `\n${inner}` : " ") > 0 && writeFields(value, inner, spell, out);
  }
  return true;
}

function isFields(value: unknown): value is Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !("toJSON" in value);
}
