import { ddlTraits, type DdlKindTraits } from "../../../model/kind/ddl-kinds.ts";
import type { DdlKind } from "../../../model/ref.ts";
import { ddlWords } from "../object/ddl.ts";

const blank = String.raw`(?:\s|--[^\n]*(?:\n|$)|/\*[\s\S]*?\*/)`;
const word = String.raw`(?:"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*)`;
const name = String.raw`${word}(?:${blank}*\.${blank}*${word})*`;
const head = new RegExp(
  `^${blank}*create${blank}+(?:or${blank}+replace${blank}+)?(?:constraint${blank}+)?(?:function|procedure|aggregate|trigger|rule|event${blank}+trigger)${blank}+${name}`,
  "iu",
);
const aName = new RegExp(`^${name}`, "u");

/** The text behind `CREATE FUNCTION name`. */
export const behindHead = (sql: string): string => sql.replace(head, "").trim();

/** The text behind the relation that begins at a place. */
export const behindRelation = (sql: string, place: number): string => sql.slice(place).replace(aName, "").trim();

/** The text behind `ON name`. */
export const behindWord = (text: string, keyword: string): string =>
  text.replace(new RegExp(`^${keyword}${blank}+${word}`, "iu"), "").trim();

const ddlNames: Readonly<Record<DdlKindTraits["named"], string>> = {
  name,
  method: name,
  signature: String.raw`(?:${word}${blank}*\.${blank}*)?[-+*/<>=~!@#%^&|${"`"}?]+`,
  types: String.raw`(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|for${blank}+[\s\S]+?${blank}+language${blank}+${word})`,
};

/** The text behind the name in a statement that is all there is to say of an object. What stands before the words of its kind comes first. */
export function behindDdlHead(kind: DdlKind, sql: string): string {
  const words = ddlWords[kind].replaceAll(" ", `${blank}+`);
  const behind = kind === "operatorFamily" ? `(?:${blank}+using${blank}+${word})?` : "";
  const pattern = new RegExp(
    `^${blank}*create${blank}+(?:or${blank}+replace${blank}+)?((?:default|trusted)${blank}+)?(?:procedural${blank}+)?${words}${blank}+(?:if${blank}+not${blank}+exists${blank}+)?${ddlNames[ddlTraits[kind].named]}${behind}`,
    "iu",
  );
  const lead = pattern.exec(sql)?.[1]?.trim().toUpperCase();
  return `${lead === undefined ? "" : `${lead} `}${sql.replace(pattern, "").trim()}`;
}
