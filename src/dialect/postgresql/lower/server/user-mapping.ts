import type { Hazard, Statement } from "../../../../instruction/instruction.ts";
import type { UserMapping } from "../../../../model/foreign-body.ts";
import type { SchemaObjectOf } from "../../../../model/object.ts";
import type { ObjectRef } from "../../../../model/ref.ts";
import type { SecretSql } from "../../object/secret-mark.ts";
import { alterMapping, createMapping, dropMapping, isKeptMapping } from "../../object/user-mapping.ts";
import { secretStatement } from "../statement/secret-statement.ts";
import { hazard, statement } from "../statement/statements.ts";

type Server = SchemaObjectOf<"foreignServer">;

export const newMappings = ({ ref, body }: Server): readonly Statement[] =>
  (body.userMappings ?? []).map((mapping) => secretly(createMapping(mapping, ref.name), mapping, ref));

/** A server does not go while somebody comes to it. */
export const droppedMappings = ({ ref, body }: Server): readonly Statement[] =>
  (body.userMappings ?? []).map((mapping) =>
    statement(dropMapping(mapping, ref.name), {
      hazards: [otherwise(ref, mapping), ...(mapping.options === null ? [loss(ref, mapping)] : lostSecrets(ref, mapping, {}))],
    }),
  );

/** Those that change, where what is wanted says anything of them. */
export function changedMappings(before: Server, after: Server): readonly Statement[] {
  const { ref, body } = after;
  if (body.userMappings === undefined) return [];
  const now = body.userMappings;
  const old = new Map((before.body.userMappings ?? []).map((mapping) => [mapping.role, mapping]));
  const gone = [...old.values()].filter(({ role }) => !now.some((mapping) => mapping.role === role));
  return [
    ...droppedMappings({ ...after, body: { ...body, userMappings: gone } }),
    ...now.flatMap((mapping) => {
      const there = old.get(mapping.role);
      if (there === undefined) return newMappings({ ...after, body: { ...body, userMappings: [mapping] } });
      if (isKeptMapping(there, mapping)) return [];
      const altered = secretly(alterMapping(there, mapping, ref.name), mapping, ref);
      return [{ ...altered, hazards: [...altered.hazards, ...lostSecrets(ref, there, mapping.options ?? {})] }];
    }),
  ];
}

const otherwise = (ref: ObjectRef, { role }: Pick<UserMapping, "role">) =>
  hazard("incompatibleWithRunningApp", ref, `${role} comes to it otherwise`);

/** A secret that goes is read by nobody before. */
const lostSecrets = (ref: ObjectRef, before: UserMapping, left: NonNullable<UserMapping["options"]>): readonly Hazard[] =>
  Object.entries(before.options ?? {}).some(([name, option]) => typeof option !== "string" && left[name] === undefined)
    ? [loss(ref, before)]
    : [];

const loss = (ref: ObjectRef, { role }: UserMapping): Hazard =>
  hazard("dataLoss", ref, `the secret by which ${role} comes to it goes, and is not kept here`);

const secretly = (mapped: SecretSql, { role }: UserMapping, ref: ObjectRef): Statement =>
  secretStatement(
    mapped,
    {
      of: `foreign server ${ref.name}: the mapping of ${role}`,
      unknown: "nobody knows its secret",
      remedy: "Declare the mapping with `{ secret: name }`, and its value under spec.connection.secrets of the Database",
    },
    [otherwise(ref, { role })],
  );
