import { declared, type SchemaObjectOf } from "../../../model/object.ts";
import { withNewer } from "./with-newer.ts";
import { rowsOf, type Query } from "./query.ts";

interface Row {
  readonly name: string;
  readonly publications: readonly string[];
  readonly slot: string | null;
  readonly binary: boolean;
  readonly streaming: "f" | "t" | "p";
  readonly synchronousCommit: string;
  readonly twoPhase: boolean;
  readonly disableOnError: boolean;
  readonly passwordRequired: boolean;
  readonly runAsOwner: boolean;
  readonly onlyLocal: boolean;
  readonly failover: boolean;
  readonly comment: string | null;
}

/** Their catalogue is the whole server's. */
const here = "s.subdbid = (SELECT b.oid FROM pg_catalog.pg_database b WHERE b.datname = pg_catalog.current_database())";

const older = ["subname", "subowner", "subenabled", "subbinary", "substream", "subslotname", "subsynccommit", "subpublications"];
const newer = {
  subtwophasestate: '"char"',
  subdisableonerr: "boolean",
  subpasswordrequired: "boolean",
  subrunasowner: "boolean",
  suborigin: "text",
  subfailover: "boolean",
};

/** SQL, for FROM: those of this database as `s`. Columns are named one by one: the connection string is for superusers alone, and is never asked for. */
export const subscriptionsHere = `${withNewer("pg_catalog.pg_subscription", newer, ["oid", "subdbid", ...older])} s WHERE ${here}`;

/** SQL: all of one that can be read, as text. */
export const subscriptionText = `ROW(${[...older, ...Object.keys(newer).map((column) => `newer_${column}`)].map((column) => `s.${column}`).join(", ")})::text`;

const sql = `
  SELECT s.subname AS name, s.subpublications AS publications, s.subslotname AS slot, s.subbinary AS binary, left(s.substream::text, 1) AS streaming, s.subsynccommit AS "synchronousCommit",
    coalesce(s.newer_subtwophasestate <> 'd', false) AS "twoPhase", coalesce(s.newer_subdisableonerr, false) AS "disableOnError", coalesce(s.newer_subpasswordrequired, true) AS "passwordRequired",
    coalesce(s.newer_subrunasowner, false) AS "runAsOwner", coalesce(s.newer_suborigin = 'none', false) AS "onlyLocal", coalesce(s.newer_subfailover, false) AS failover,
    obj_description(s.oid, 'pg_subscription') AS comment
  FROM ${subscriptionsHere} ORDER BY s.subname COLLATE "C"`;

export async function readSubscriptions(query: Query): Promise<readonly SchemaObjectOf<"subscription">[]> {
  return (await rowsOf<Row>(query, sql)).map(({ name, comment, streaming, ...options }) => ({
    kind: "subscription",
    ref: { kind: "subscription", name },
    origin: declared,
    comment,
    body: { ...options, connection: { secret: null }, streaming: streaming === "p" ? "parallel" : streaming === "t" },
  }));
}
