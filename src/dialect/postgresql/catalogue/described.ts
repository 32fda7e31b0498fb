/**
 * SQL for the comment on the object of the catalogue with that oid, or on its part of that number. A subquery of its own: `obj_description` is a function in SQL,
 * which the server starts anew for every row, at four times the price.
 */
export const described = (catalogue: string, oid: string, part = "0"): string =>
  `(SELECT dd.description FROM pg_description dd WHERE dd.objoid = ${oid} AND dd.classoid = '${catalogue}'::regclass AND dd.objsubid = ${part})`;

/** SQL for FROM: leaves of what stands before it that which has a comment, of all at once. */
export const commented = (catalogue: string, oid: string, part = "0"): string =>
  `JOIN pg_description dd ON dd.objoid = ${oid} AND dd.classoid = '${catalogue}'::regclass AND dd.objsubid = ${part}`;

/** A common table expression `remarked`: all comments on objects of the catalogue, not on their parts, to be joined by `objoid` where thousands are asked for. */
export const remarkedSql = (catalogue: string): string =>
  `remarked AS MATERIALIZED (SELECT dd.objoid, dd.description FROM pg_description dd WHERE dd.classoid = '${catalogue}'::regclass AND dd.objsubid = 0)`;
