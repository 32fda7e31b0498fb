import type { ColumnBody, NotNull } from "../model/body.ts";

/** NOT NULL as it is wanted, with the name and the comment that it has by now where nobody says another; as `ColumnBody` has it. */
export function keptNotNull(wanted: Pick<ColumnBody, "nullable" | "notNull">, live: Pick<ColumnBody, "notNull">): NotNull | undefined {
  if (live.notNull === undefined || (wanted.nullable && wanted.notNull?.notValid !== true)) return wanted.notNull;
  const { name, implied, comment } = live.notNull;
  const said = wanted.notNull ?? {};
  const isNamed = said.name !== undefined || said.implied === true;
  const kept: NotNull = {
    ...(!isNamed && { ...(name !== undefined && { name }), ...(implied !== undefined && { implied }) }),
    ...(comment !== undefined && { comment }),
    ...said,
  };
  return Object.keys(kept).length === 0 ? undefined : kept;
}
