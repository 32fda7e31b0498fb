import type { Node } from "libpg-query";
import type { DdlKind } from "../../../model/ref.ts";
import { bodiesOf } from "../impact/syntax.ts";

type Lenient = "baseType" | "operator";

const attributes: Readonly<Record<Lenient, ReadonlySet<string>>> = {
  baseType: new Set(
    "input output receive send typmod_in typmod_out analyze analyse subscript internallength passedbyvalue alignment storage like category preferred default element delimiter collatable".split(
      " ",
    ),
  ),
  operator: new Set(
    "leftarg rightarg function procedure commutator negator restrict join hashes merges sort1 sort2 ltcmp gtcmp".split(" "),
  ),
};

const isLenient = (kind: DdlKind): kind is Lenient => kind in attributes;

/** The first attribute in a CREATE statement that its kind has not, where the server would only warn and leave it out. */
export function strayAttribute(kind: DdlKind, node: Node): string | undefined {
  if (!isLenient(kind) || !("DefineStmt" in node)) return undefined;
  return bodiesOf(node.DefineStmt.definition, "DefElem").find(({ defname = "" }) => !attributes[kind].has(defname))?.defname;
}
