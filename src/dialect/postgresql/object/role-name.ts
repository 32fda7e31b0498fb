import { quoteIdentifier } from "../quote.ts";

/** A role, or everybody. */
export const roleName = (role: string): string => (role === "public" ? "PUBLIC" : quoteIdentifier(role));
