const blank = String.raw`(?:\s|--[^\n]*(?:\n|$)|/\*[\s\S]*?\*/)`;
const word = String.raw`(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)`;
const name = String.raw`${word}(?:${blank}*\.${blank}*${word})*`;
const head = new RegExp(
  String.raw`^${blank}*create${blank}+(?:or${blank}+replace${blank}+)?(?:constraint${blank}+)?(?:function|procedure|aggregate|trigger|rule|event${blank}+trigger)${blank}+${name}`,
  "iu",
);
const aName = new RegExp(`^${name}`, "u");

/** The text behind `CREATE FUNCTION name`. */
export const behindHead = (sql: string): string => sql.replace(head, "").trim();

/** The text behind the relation that begins at a place. */
export const behindRelation = (sql: string, place: number): string => sql.slice(place).replace(aName, "").trim();

/** The text behind `ON name`. */
export const behindWord = (text: string, keyword: string): string => text.replace(new RegExp(`^${keyword}${blank}+${word}`, "iu"), "").trim();
