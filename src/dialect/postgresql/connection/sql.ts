import format from "@databases/pg/lib/format.js";
import sql from "@databases/sql";

/** What a CommonJS module exports by default: some loaders give that, and some the module. */
const defaultOf = <T extends object>(given: T | { readonly default: T }): T => ("default" in given ? given.default : given);

/** The templates of @databases/pg and how it formats them, by their parts: the whole looks for its configuration in the user's folders, and runs what it finds. */
export const sqlTemplates = { sql: defaultOf(sql), format: defaultOf(format) };
