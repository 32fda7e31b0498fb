import { canonicalJson } from "../../../../core/canonical-json.ts";
import type { Statement } from "../../../../instruction/instruction.ts";
import type { SchemaObject, SchemaObjectOf } from "../../../../model/object.ts";
import { addressOf } from "../../object/address.ts";
import { alterServer, alterWrapper, createServer, createWrapper } from "../../object/foreign.ts";
import { quoteIdentifier } from "../../quote.ts";
import { changedComment, newComment } from "../statement/comment.ts";
import { refuse } from "../statement/refuse.ts";
import { hazard, inTransaction, statement } from "../statement/statements.ts";
import { changedMappings, droppedMappings, newMappings } from "./user-mapping.ts";
import type { Life } from "../statement/strategy.ts";

export const foreignDataWrapperLife: Life<"foreignDataWrapper"> = {
  create: (after, change) => [inTransaction([statement(createWrapper(after)), ...newComment(after)], [change])],
  drop: (before, change) => [inTransaction([dropped(before)], [change])],
  alter: (before, after, change) => [
    inTransaction([...altered(before, after, alterWrapper(before, after)), ...changedComment(before, after)], [change]),
  ],
  rename: (before, after, change) => [inTransaction([renamed(before, after)], [change])],
};

const withoutMappings = ({ userMappings: _mappings, ...body }: SchemaObjectOf<"foreignServer">["body"]) => body;

export const foreignServerLife: Life<"foreignServer"> = {
  create: (after, change) => [inTransaction([statement(createServer(after)), ...newMappings(after), ...newComment(after)], [change])],
  drop: (before, change) => [inTransaction([...droppedMappings(before), dropped(before)], [change])],
  alter: (before: SchemaObjectOf<"foreignServer">, after: SchemaObjectOf<"foreignServer">, change) => {
    const [old, now] = [before.body, after.body];
    if (old.wrapper !== now.wrapper || old.type !== now.type)
      refuse(
        "server-keeps-its-wrapper",
        `foreign server ${after.ref.name}: PostgreSQL changes neither the wrapper nor the type of a server`,
        "Declare another server, and move the tables to it",
      );
    return [
      inTransaction(
        [
          ...altered({ ...before, body: withoutMappings(old) }, { ...after, body: withoutMappings(now) }, alterServer(before, after)),
          ...changedMappings(before, after),
          ...changedComment(before, after),
        ],
        [change],
      ),
    ];
  },
  rename: (before, after, change) => [inTransaction([renamed(before, after)], [change])],
};

/** The statement where it says anything at all. */
const altered = (before: SchemaObject, after: SchemaObject, sql: string): readonly Statement[] =>
  canonicalJson(before.body) === canonicalJson(after.body)
    ? []
    : [statement(sql, { hazards: [hazard("incompatibleWithRunningApp", after.ref, "what reads by it reads otherwise")] })];

const dropped = (before: SchemaObject): Statement =>
  statement(`DROP ${addressOf(before)}`, { hazards: [hazard("incompatibleWithRunningApp", before.ref, "what reads by it fails")] });

const renamed = (before: SchemaObject, after: SchemaObject): Statement =>
  statement(`ALTER ${addressOf(before)} RENAME TO ${quoteIdentifier(after.ref.name)}`);
