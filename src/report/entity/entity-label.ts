import { shortened } from "../../core/shortened.ts";
import { marked } from "./dot-text.ts";
import type { Entity, EntityColumn, Relation } from "./entity.ts";
import { type Tone, toneColour } from "./tone.ts";

/** The columns of an entity that are drawn, in their order, and how many are not. */
export interface DrawnColumns {
  readonly shown: readonly EntityColumn[];
  readonly more: number;
}

const longestName = 40;
const longestType = 30;
const mostColumns = 40;

/** All columns, of a very wide table the first and its keys; beside an entity in focus only the keys. */
export function drawnColumns(entity: Entity, relations: readonly Relation[], focus: Entity | undefined): DrawnColumns {
  const related = new Set(
    relations.flatMap(({ from, to, ends }) => [
      ...(from === entity.key ? (ends?.columns ?? []) : []),
      ...(to === entity.key ? (ends?.referenced ?? []) : []),
    ]),
  );
  const most = focus === undefined || focus === entity ? mostColumns : 0;
  const shown = entity.columns.filter(({ name, marks }, at) => at < most || related.has(name) || marks.includes("PK"));
  return { shown, more: entity.columns.length - shown.length };
}

/** A box with a row for each column, whose left and right end a line can lead to. */
export function entityLabel({ ref, word, partitions }: Entity, { shown, more }: DrawnColumns): string {
  const about = [...(word === "table" ? [] : [word]), ...(partitions === 0 ? [] : [counted(partitions, "partition")])].join(", ");
  return [
    `<TABLE BORDER="1" CELLBORDER="0" CELLSPACING="0" CELLPADDING="3" COLOR="${toneColour("frame")}">`,
    wide(`<B>${text("title", shortened(ref.name, longestName))}</B>`, ` BGCOLOR="${toneColour("head")}"`),
    ...(about === "" ? [] : [wide(text("aside", about), ` BGCOLOR="${toneColour("head")}"`)]),
    ...shown.map(row),
    ...(more === 0 ? [] : [wide(text("aside", `… ${more} more`))]),
    "</TABLE>",
  ].join("");
}

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

const wide = (content: string, attributes = ""): string => `<TR><TD COLSPAN="3" ALIGN="LEFT"${attributes}>${content}</TD></TR>`;

function row({ name, type, marks }: EntityColumn, at: number): string {
  const called = text(marks.includes("PK") ? "key" : "name", shortened(name, longestName));
  return [
    `<TR><TD PORT="l${at}" ALIGN="LEFT">${called}</TD>`,
    `<TD ALIGN="LEFT">${type === null ? "" : text("type", shortened(type, longestType))}</TD>`,
    `<TD PORT="r${at}" ALIGN="LEFT">${marks.length === 0 ? "" : text("marks", marks.join(" "))}</TD></TR>`,
  ].join("");
}

const text = (tone: Tone, words: string): string => `<FONT COLOR="${toneColour(tone)}">${marked(words)}</FONT>`;
