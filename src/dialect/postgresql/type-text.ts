/** A type as written, taken apart. Names are folded to lower case unless quoted. */
export interface TypeText {
  readonly schema: string | null;
  readonly name: string;
  readonly quoted: boolean;
  readonly modifiers: readonly string[];
  /** `day to second` of an interval. */
  readonly fields: string | null;
  readonly timeZone: "with" | "without" | null;
  readonly array: boolean;
}

const identifier = String.raw`(?:"(?:[^"]|"")+"|[\p{L}_][\p{L}\p{N}_$]*)`;
const name = new RegExp(`^(?:(${identifier})\\s*\\.\\s*)?(${identifier})\\s*`, "u");
/** The types whose names have several words, longest first. */
const manyWords =
  /^(double\s+precision|national\s+character\s+varying|national\s+char\s+varying|national\s+character|national\s+char|nchar\s+varying|character\s+varying|char\s+varying|bit\s+varying)\b\s*/i;
const modifierList = /^\(\s*([^()]*?)\s*\)\s*/;
const zone = /^(with|without)\s+time\s+zone\b\s*/i;
const intervalFields =
  /^(year(?:\s+to\s+month)?|month|day(?:\s+to\s+(?:hour|minute|second))?|hour(?:\s+to\s+(?:minute|second))?|minute(?:\s+to\s+second)?|second)\b\s*/i;
const arraySuffix = /^(?:array(?:\s*\[\s*[0-9]*\s*\])?|(?:\[\s*[0-9]*\s*\]\s*)+)\s*$/i;

/** Takes a type's text apart; null where it is none. */
export function parseTypeText(text: string): TypeText | null {
  let rest = text.trim();
  const take = (pattern: RegExp): RegExpExecArray | null => {
    const match = pattern.exec(rest);
    if (match !== null) rest = rest.slice(match[0].length);
    return match;
  };
  const words = take(manyWords);
  const parts = words === null ? take(name) : null;
  if (words === null && parts === null) return null;
  const written = words?.[1] ?? parts?.[2] ?? "";
  const folded = words === null ? fold(written) : written.toLowerCase().replace(/\s+/g, " ");
  const fields = folded === "interval" ? (take(intervalFields)?.[1] ?? null) : null;
  const listed = take(modifierList)?.[1] ?? "";
  const timeZone = take(zone)?.[1]?.toLowerCase() ?? null;
  const array = rest === "" ? false : take(arraySuffix) !== null;
  if (rest !== "") return null;
  return {
    schema: parts?.[1] === undefined ? null : fold(parts[1]),
    name: folded,
    quoted: written.startsWith('"'),
    modifiers: listed === "" ? [] : listed.split(/\s*,\s*/),
    fields: fields === null ? null : fields.toLowerCase().replace(/\s+/g, " "),
    timeZone: timeZone as "with" | "without" | null,
    array,
  };
}

const fold = (word: string): string => (word.startsWith('"') ? word.slice(1, -1).replaceAll('""', '"') : word.toLowerCase());
