import type { Grammar } from "../grammar/grammar.ts";
import { chosenAccess } from "../model/access.ts";
import type { Grant } from "../model/grant.ts";
import type { Model } from "../model/model.ts";
import { SchemaModel } from "../model/schema-model.ts";

/** What of a model every database has from its first day: the namespace that names without one live in, in which servers before 15 let everybody make things. `major`: null where nobody knows which server it will be; then it is the one that has it otherwise than somebody chose, so that this is said. */
export function newDatabase(model: Model, { defaultSchema }: Grammar, major: number | null): SchemaModel {
  const namespace = model.get({ kind: "schema", name: defaultSchema });
  if (typeof namespace === "string") return SchemaModel.empty;
  const chosen = chosenAccess(namespace);
  const { comment: _comment, owner, ...plain } = namespace;
  const isOpen = major === null ? chosen.grants?.some(letsEverybodyMake) !== true : major < 15;
  const grants: readonly Grant[] = [{ to: "public", privileges: isOpen ? ["all"] : ["usage"] }];
  // Whom it belongs to then is not known, and no matter where nobody chose another.
  return SchemaModel.of([
    { ...plain, ...(chosen.owner === undefined && owner !== undefined && { owner }), ...(chosen.grants !== undefined && { grants }) },
  ]);
}

const letsEverybodyMake = ({ to, privileges }: Grant): boolean =>
  to === "public" && (privileges.includes("all") || privileges.includes("create"));
