import type { Part, StageMessage } from "./stage-message.ts";

/** The statement of a message that the server points into. */
export interface PointedAt {
  readonly part: Part;
  /** Of a character of what was written; null where a secret stands in its place. */
  readonly offset: number | null;
}

/** What a message that does not parse failed by is told by this alone: none of its statements ran. undefined: the server points nowhere. */
export function pointedAt(error: unknown, { text, parts }: Pick<StageMessage, "text" | "parts">): PointedAt | undefined {
  const { position } = (error ?? {}) as { readonly position?: unknown };
  if (position === undefined) return undefined;
  const place = unitsBefore(text, Number(position) - 1);
  let end = text.length;
  for (const part of parts.toReversed()) {
    const start = text.lastIndexOf(part.sql, end - part.sql.length);
    if (start <= place) {
      const written = part.written === null ? -1 : part.sql.indexOf(part.written);
      return { part, offset: written === -1 ? null : Math.max(place - start - written, 0) };
    }
    end = start;
  }
  return undefined;
}

/** The server counts characters, a string of ours has two units for some of them. */
const unitsBefore = (text: string, characters: number): number => {
  let units = 0;
  for (let seen = 0; seen < characters && units < text.length; seen++) units += (text.codePointAt(units) ?? 0) > 0xff_ff ? 2 : 1;
  return units;
};
