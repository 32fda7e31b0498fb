import type { CreateFdwStmt, CreateForeignServerStmt } from "libpg-query";
import type { ForeignDataWrapperEntry } from "../../../model/kind/foreign-data-wrapper.shape.ts";
import type { ForeignServerEntry } from "../../../model/kind/foreign-server.shape.ts";
import { joinedName, optionsOf } from "./values.ts";

/** A wrapper as an entry; `NO HANDLER` says nothing. */
export function wrapperEntry({ fdwname = "", func_options, options }: CreateFdwStmt): ForeignDataWrapperEntry {
  const taken = optionsOf(options);
  const routines = (func_options ?? []).flatMap((option) => {
    if (!("DefElem" in option)) return [];
    const { defname, arg } = option.DefElem;
    return arg !== undefined && "List" in arg ? [[defname ?? "", joinedName(arg.List.items)] as const] : [];
  });
  return { name: fdwname, ...Object.fromEntries(routines), ...(taken !== undefined && { options: taken }) };
}

export function serverEntry({ servername = "", servertype, version, fdwname = "", options }: CreateForeignServerStmt): ForeignServerEntry {
  const taken = optionsOf(options);
  return {
    name: servername,
    wrapper: fdwname,
    ...(servertype !== undefined && { serverType: servertype }),
    ...(version !== undefined && { serverVersion: version }),
    ...(taken !== undefined && { options: taken }),
  };
}
