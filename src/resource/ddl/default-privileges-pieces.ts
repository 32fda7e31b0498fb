import type { DefaultPrivilegesAct } from "../../grammar/ddl.ts";
import { targetKinds, usualGrants } from "../../model/database-body.ts";
import type { EntryContext, EntryPath } from "../../model/entry/entry-context.ts";
import { majorOf } from "../../model/entry/read/read-access.ts";
import { writeGrants } from "../../model/entry/write/write-access.ts";
import { type Grant, lessGrants, normaliseGrants, privilegesOf } from "../../model/grant.ts";
import type { Piece } from "./ddl-pieces.ts";

interface Said {
  readonly role: string;
  readonly schema: string | undefined;
  readonly on: DefaultPrivilegesAct["on"];
  readonly grants: readonly Grant[];
  readonly path: EntryPath;
}

/** Statements that alter default privileges one after the other, as the entries that they come to. */
export class DefaultPrivilegesPieces {
  readonly #said = new Map<string, Said>();

  add({ how, roles, schemas, on, grants }: DefaultPrivilegesAct, path: EntryPath, context: EntryContext): void {
    const all = privilegesOf(targetKinds[on], majorOf(context));
    for (const role of roles)
      for (const schema of schemas ?? [undefined]) {
        const key = JSON.stringify([role, schema, on]);
        const said = this.#said.get(key) ?? { role, schema, on, grants: usualGrants(on, schema), path };
        const given = normaliseGrants(
          grants.map(({ columns: _columns, grantOption, ...grant }): Grant => ({ ...grant, ...(grantOption === true && { grantOption }) })),
          all,
        );
        // What a role has on its own objects it has without being granted it.
        const owner = schema === undefined ? role : undefined;
        const held =
          owner !== undefined && given.some(({ to }) => to === owner) && !said.grants.some(({ to }) => to === owner)
            ? [...said.grants, { to: owner, privileges: ["all"] }]
            : said.grants;
        this.#said.set(key, {
          ...said,
          grants: how === "grant" ? normaliseGrants([...held, ...given], all) : lessGrants(held, given, all, owner),
        });
      }
  }

  pieces(): readonly Piece[] {
    return [...this.#said.values()].map(({ role, schema, on, grants, path }) => ({
      spec: { defaultPrivileges: [{ role, ...(schema !== undefined && { schema }), on, grants: writeGrants(grants) }] },
      at: () => path,
    }));
  }
}
