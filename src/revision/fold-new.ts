import type { Grammar } from "../grammar/grammar.ts";
import { declared, type SchemaObjectOf } from "../model/object.ts";
import { SchemaModel } from "../model/schema-model.ts";
import type { RevisionResource } from "../resource/resource.ts";
import { type Fold, fold } from "./fold.ts";
import type { FoldContext } from "./folded-revision.ts";

/**
 * What revisions come to in a new database that nobody looks at. The namespace that names without one live in is there from its first day:
 * steps may say whose it is and who may do what in it; in what they leave is what they said of it, and it is not there where they said nothing.
 */
export function foldNew(revisions: Iterable<RevisionResource>, context: FoldContext): Fold {
  const given = commonNamespace(context.grammar);
  const { after, ...rest } = fold(revisions, SchemaModel.of([given]), context);
  return { ...rest, after: withoutGiven(after, given) };
}

/** Servers before 15 let everybody make things there, later ones use them: what is granted or revoked makes both the same. */
const commonNamespace = ({ defaultSchema }: Grammar): SchemaObjectOf<"schema"> => ({
  kind: "schema",
  ref: { kind: "schema", name: defaultSchema },
  origin: declared,
  grants: [{ to: "public", privileges: ["all"] }],
  body: {},
});

function withoutGiven(model: SchemaModel, given: SchemaObjectOf<"schema">): SchemaModel {
  const found = model.get({ ...given.ref, kind: "schema" });
  if (typeof found === "string") return model;
  if (found === given) return model.without(given.ref);
  const { grants, ...others } = found;
  return grants === given.grants ? model.with(others) : model;
}
