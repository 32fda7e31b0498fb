import type { DdlKind } from "../../../model/ref.ts";
import { analyse } from "../analyse.ts";
import { bodiesOf } from "../impact/syntax.ts";
import { createDdl } from "../object/ddl.ts";

/** Options in parentheses behind the name of what CREATE makes, by their names in small letters, each as it is written; empty where there are none. */
export function ddlOptions(kind: DdlKind, text: string): ReadonlyMap<string, string> {
  const sql = createDdl({ kind, name: { schema: null, name: "+" }, arguments: [], rest: text, additions: [] }).join();
  const statements = analyse(sql);
  const node = "message" in statements ? undefined : statements[0]?.node;
  const options = node !== undefined && "DefineStmt" in node ? bodiesOf(node.DefineStmt.definition, "DefElem") : [];
  const bytes = Buffer.from(sql, "utf8");
  const end = bytes.lastIndexOf(")");
  return new Map(
    options.map(({ defname = "", location = 0 }, at) => [
      defname.toLowerCase(),
      behindEquals(bytes.subarray(location, options[at + 1]?.location ?? end).toString("utf8")),
    ]),
  );
}

/** Behind `name =`, without the comma before the next one. */
const behindEquals = (option: string): string =>
  option
    .slice(option.indexOf("=") + 1)
    .replace(/,\s*$/, "")
    .trim();
