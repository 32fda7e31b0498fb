import type { Change } from "../../../../change/change.ts";
import type { SchemaObject } from "../../../../model/object.ts";
import { describeRef } from "../../../../model/ref.ts";
import type { LoweringContext } from "../../../../port/lowering.ts";
import { refuse } from "./refuse.ts";

interface Need {
  readonly what: string;
  /** The major that brought it. */
  readonly since: number;
  readonly instead: string;
}

/** @throws InputError naming the object and the major that it needs: an older server would call it a syntax error half way. */
export function refuseOnOlder(changes: readonly Change[], { facts }: LoweringContext): void {
  for (const change of changes) {
    const object = change.kind === "object" ? change.after : null;
    const need = object === null ? undefined : needOf(object);
    if (object === null || need === undefined || facts.serverVersion >= need.since * 10_000) continue;
    refuse(
      "server-too-old",
      `${describeRef(object.ref)}: ${need.what} needs PostgreSQL ${need.since}`,
      `Upgrade the server or ${need.instead}`,
    );
  }
}

const temporal: Need = { what: "a key over time", since: 18, instead: "leave withoutOverlaps or period out" };
const unenforced: Need = { what: "NOT ENFORCED", since: 18, instead: "leave notEnforced out" };
const someColumns: Need = { what: "a list of columns for ON DELETE", since: 15, instead: "leave onDeleteColumns out" };
const distinct = ({ nullsNotDistinct }: { readonly nullsNotDistinct: boolean }): Need | undefined =>
  nullsNotDistinct ? { what: "NULLS NOT DISTINCT", since: 15, instead: "leave nullsNotDistinct out" } : undefined;

function needOf(object: SchemaObject): Need | undefined {
  switch (object.kind) {
    case "unique":
      if (object.body.withoutOverlaps) return temporal;
      return distinct(object.body);
    case "index":
      return distinct(object.body);
    case "primaryKey":
      return object.body.withoutOverlaps ? temporal : undefined;
    case "foreignKey":
      return object.body.onDeleteColumns !== undefined
        ? someColumns
        : object.body.period
          ? temporal
          : object.body.notEnforced
            ? unenforced
            : undefined;
    case "check":
      return object.body.notEnforced ? unenforced : undefined;
    case "view":
      return "security_invoker" in object.body.options
        ? { what: "security_invoker", since: 15, instead: "leave that option out" }
        : undefined;
    case "domain":
      return object.body.notNull === undefined
        ? undefined
        : { what: "a NOT NULL of a domain with a name or comment of its own", since: 17, instead: "leave notNull out" };
    case "column":
      if (object.body.notNull !== undefined)
        return { what: "a NOT NULL with a name or properties of its own", since: 18, instead: "leave notNull out" };
      if (object.body.identity?.unlogged !== undefined)
        return { what: "a sequence that is not as lasting as its table", since: 15, instead: "leave sequence.unlogged out" };
      return object.body.generated?.stored === false
        ? { what: "a generated column that is not stored", since: 18, instead: "add stored: true" }
        : undefined;
    case "collation": {
      const { text } = object.body.definition;
      if (/\bprovider\s*=\s*'?builtin\b/i.test(text))
        return { what: "a collation of the builtin provider", since: 17, instead: "take icu or libc" };
      return /\brules\s*=/i.test(text) ? { what: "a collation with rules", since: 16, instead: "leave rules out" } : undefined;
    }
    case "publication": {
      const { schemas, tables, generatedColumns } = object.body;
      if (generatedColumns === "stored")
        return { what: "a publication of generated columns", since: 18, instead: "leave generatedColumns out" };
      const isPartial = tables.some(({ columns, where }) => columns !== null || where !== null);
      if (schemas.length > 0 || isPartial)
        return { what: "a publication of schemas, columns or some rows", since: 15, instead: "publish whole tables" };
      return undefined;
    }
    case "subscription": {
      const { failover, onlyLocal, runAsOwner, passwordRequired, streaming, twoPhase, disableOnError } = object.body;
      if (failover) return { what: "a slot that standbys have too", since: 17, instead: "leave failover out" };
      if (onlyLocal || runAsOwner || !passwordRequired || streaming === "parallel")
        return {
          what: "onlyLocal, runAsOwner, passwordRequired or streaming: parallel of a subscription",
          since: 16,
          instead: "leave them out",
        };
      return twoPhase || disableOnError
        ? { what: "twoPhase or disableOnError of a subscription", since: 15, instead: "leave them out" }
        : undefined;
    }
    case "sequence":
      return object.body.unlogged ? { what: "an unlogged sequence", since: 15, instead: "leave unlogged out" } : undefined;
    case "table":
      return object.body.notNullNames === undefined
        ? undefined
        : { what: "a NOT NULL of a partition with a name of its own", since: 18, instead: "leave notNullNames out" };
    case "schema":
    case "extension":
    case "enum":
    case "compositeType":
    case "rangeType":
    case "exclude":
      return undefined;
  }
}
