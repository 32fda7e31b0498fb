import type { RowValue } from "../../../change/change.ts";
import { enclose } from "../object/enclose.ts";
import { quoteBytes, quoteLiteral } from "../quote.ts";
import { affinityOf } from "../types.ts";

/** A value of a row as SQL, as the column's type wants it; text that is a number becomes one by the column's affinity. */
export function writeValue(value: RowValue, type: string): string {
  if (value === null) return "NULL";
  switch (typeof value) {
    case "string":
      return quoteLiteral(value);
    case "number":
      return String(value);
    case "boolean":
      if (affinityOf(type) === "text") return value ? "'true'" : "'false'";
      return value ? "1" : "0";
    case "object":
      if ("sql" in value) return enclose(value.sql);
      return "json" in value ? quoteLiteral(JSON.stringify(value.json)) : quoteBytes(Buffer.from(value.base64, "base64"));
  }
}
