import type { Node } from "libpg-query";
import type { SequenceEntry } from "../../../model/kind/sequence.shape.ts";
import { typeText } from "../definition/nodes.ts";
import { constantOf, stringsOf } from "./values.ts";

type Options = Pick<SequenceEntry, "type" | "start" | "increment" | "min" | "max" | "cache" | "cycle" | "ownedBy" | "unlogged"> & {
  /** Of the sequence behind an identity. */ name?: string;
};

const numbers = { start: "start", increment: "increment", minvalue: "min", maxvalue: "max", cache: "cache" } as const;
const isNumber = (name: string): name is keyof typeof numbers => Object.hasOwn(numbers, name);

/** What a sequence is told of itself. `NO MINVALUE` and the like say nothing; a sequence of its own says so by NONE. */
export function sequenceOptions(nodes: readonly Node[] | undefined): Options {
  const options: Options = {};
  for (const node of nodes ?? []) {
    if (!("DefElem" in node)) continue;
    const { defname = "", arg } = node.DefElem;
    if (isNumber(defname)) {
      if (arg !== undefined) options[numbers[defname]] = constantOf(arg);
    } else if (defname === "logged" || defname === "unlogged") options.unlogged = defname === "unlogged";
    else if (defname === "cycle") options.cycle = constantOf(arg) === "true";
    else if (defname === "as" && arg !== undefined && "TypeName" in arg) options.type = typeText(arg.TypeName) ?? "";
    else if (defname === "sequence_name" && arg !== undefined && "List" in arg) options.name = stringsOf(arg.List.items).at(-1) ?? "";
    else if (defname === "owned_by" && arg !== undefined && "List" in arg) {
      const names = stringsOf(arg.List.items);
      if (names.length > 1) options.ownedBy = names.join(".");
    }
  }
  return options;
}
