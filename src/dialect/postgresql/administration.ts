import { DatabaseError, InputError } from "../../core/error.ts";
import type { ConnectionTarget, ConnectOptions, Dialect } from "../../port/dialect.ts";
import { emptySchemasSql } from "./empty-schemas-sql.ts";
import { codeOf } from "./connection/connect-fault.ts";
import { openWire } from "./connection/open-wire.ts";
import { describePlace, placeOf } from "./connection/place.ts";
import type { Wire } from "./connection/wire.ts";
import { quoteIdentifier } from "./quote.ts";

/** The database itself. Creating and dropping happen from the database `postgres`, which every server has. */
export const administration: Dialect["administration"] = {
  create: (target, options) =>
    elsewhere(target, options, async (wire, database) => {
      try {
        await wire.message(`CREATE DATABASE ${quoteIdentifier(database)}`);
        return "created";
      } catch (error) {
        // 23505: of two that create it at the same moment the loser fails on the catalogue's index.
        if (codeOf(error) === "42P04" || codeOf(error) === "23505") return "exists";
        throw failed("created", target, error);
      }
    }),
  drop: (target, options) =>
    elsewhere(target, options, async (wire, database) => {
      try {
        await wire.message(`DROP DATABASE ${quoteIdentifier(database)}`);
        return "dropped";
      } catch (error) {
        if (codeOf(error) === "3D000") return "absent";
        throw failed("dropped", target, error);
      }
    }),
  clean: async (target, schemas, options) => {
    const wire = await openWire(target, options);
    try {
      await wire.message(emptySchemasSql(schemas));
    } catch (error) {
      throw failed("emptied", target, error);
    } finally {
      await wire.end();
    }
  },
};

const maintenance = "postgres";

async function elsewhere<Value>(
  target: ConnectionTarget,
  options: ConnectOptions,
  run: (wire: Wire, database: string) => Promise<Value>,
): Promise<Value> {
  const { database } = placeOf(target);
  const url = URL.parse(target.directUrl ?? target.url);
  if (url === null)
    throw new InputError("The connection is not a URL", { code: "connection-url", remedy: "Write postgresql://user@host:5432/database" });
  if (database === maintenance)
    throw new InputError("The database postgres is where others are created from", {
      code: "maintenance-database",
      remedy: "Name a database of your own",
    });
  url.pathname = `/${maintenance}`;
  const wire = await openWire({ ...target, url: url.href }, options);
  try {
    return await run(wire, database);
  } finally {
    await wire.end();
  }
}

const userOf = ({ url, directUrl }: ConnectionTarget): string => decodeURIComponent(URL.parse(directUrl ?? url)?.username ?? "");

function failed(what: "created" | "dropped" | "emptied", target: ConnectionTarget, error: unknown): DatabaseError {
  const code = "administration-failed";
  const message = `${describePlace(placeOf(target))} could not be ${what}: ${error instanceof Error ? error.message : String(error)}`;
  const remedy =
    codeOf(error) === "42501"
      ? what === "created"
        ? `ALTER ROLE ${quoteIdentifier(userOf(target))} CREATEDB, or connect as a role that may create databases`
        : "Use a user that may do this"
      : codeOf(error) === "55006"
        ? "End the sessions that use the database"
        : "Correct what the message names";
  return new DatabaseError(message, { code, remedy, cause: error });
}
