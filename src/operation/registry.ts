import { grant, revoke, setOwner, setSecurityLabel } from "./access.ts";
import { addColumn, alterColumn, dropColumn, renameColumn } from "./column.ts";
import { addConstraint, dropConstraint, renameConstraint, validateConstraint } from "./constraint.ts";
import { createEnum } from "./create-enum.ts";
import { setDefaultPrivileges } from "./default-privileges.ts";
import { assert, backfill, copyRows, deleteRows, insertRows, updateRows, upsertRows } from "./data.ts";
import { ddlOperations } from "./ddl-operations.ts";
import { addEnumValue, dropEnumValue, renameEnumValue } from "./enum-value.ts";
import type { Operation } from "./operation.ts";
import type { OperationArguments, OperationName } from "./operations.shape.ts";
import { attachPartition, detachPartition } from "./partition.ts";
import { regularOperations } from "./regular.ts";
import { renameTable } from "./rename-table.ts";
import { setComment } from "./set-comment.ts";
import { resetSetting, setSetting } from "./setting.ts";
import { sql } from "./sql.ts";

const schema = regularOperations("schema");
const enumeration = regularOperations("enum");
const extension = regularOperations("extension");
const domain = regularOperations("domain");
const compositeType = regularOperations("compositeType");
const rangeType = regularOperations("rangeType");
const sequence = regularOperations("sequence");
const table = regularOperations("table");
const index = regularOperations("index");
const view = regularOperations("view");
const routine = regularOperations("function");
const procedure = regularOperations("procedure");
const aggregate = regularOperations("aggregate");
const trigger = regularOperations("trigger");
const rule = regularOperations("rule");
const eventTrigger = regularOperations("eventTrigger");
const policy = regularOperations("policy");
const foreignDataWrapper = regularOperations("foreignDataWrapper");
const foreignServer = regularOperations("foreignServer");
const publication = regularOperations("publication");
const subscription = regularOperations("subscription");

/** Every operation of the language by the key that a step has it under. */
export const operations: { readonly [N in OperationName]: Operation<OperationArguments[N]> } = {
  createSchema: schema.create,
  dropSchema: schema.drop,
  alterSchema: schema.alter,
  renameSchema: schema.rename,
  createEnum,
  dropEnum: enumeration.drop,
  alterEnum: enumeration.alter,
  renameEnum: enumeration.rename,
  createExtension: extension.create,
  dropExtension: extension.drop,
  alterExtension: extension.alter,
  createDomain: domain.create,
  dropDomain: domain.drop,
  alterDomain: domain.alter,
  renameDomain: domain.rename,
  createCompositeType: compositeType.create,
  dropCompositeType: compositeType.drop,
  alterCompositeType: compositeType.alter,
  renameCompositeType: compositeType.rename,
  createRangeType: rangeType.create,
  dropRangeType: rangeType.drop,
  alterRangeType: rangeType.alter,
  renameRangeType: rangeType.rename,
  createSequence: sequence.create,
  dropSequence: sequence.drop,
  alterSequence: sequence.alter,
  renameSequence: sequence.rename,
  createTable: table.create,
  dropTable: table.drop,
  alterTable: table.alter,
  renameTable,
  createIndex: index.create,
  dropIndex: index.drop,
  alterIndex: index.alter,
  renameIndex: index.rename,
  createView: view.create,
  dropView: view.drop,
  alterView: view.alter,
  renameView: view.rename,
  addColumn,
  dropColumn,
  alterColumn,
  renameColumn,
  addConstraint,
  dropConstraint,
  renameConstraint,
  validateConstraint,
  addEnumValue,
  renameEnumValue,
  dropEnumValue,
  setComment,
  sql,
  insertRows,
  upsertRows,
  updateRows,
  deleteRows,
  copyRows,
  backfill,
  assert,
  createFunction: routine.create,
  dropFunction: routine.drop,
  alterFunction: routine.alter,
  renameFunction: routine.rename,
  createProcedure: procedure.create,
  dropProcedure: procedure.drop,
  alterProcedure: procedure.alter,
  renameProcedure: procedure.rename,
  createAggregate: aggregate.create,
  dropAggregate: aggregate.drop,
  alterAggregate: aggregate.alter,
  renameAggregate: aggregate.rename,
  createRule: rule.create,
  dropRule: rule.drop,
  alterRule: rule.alter,
  renameRule: rule.rename,
  createEventTrigger: eventTrigger.create,
  dropEventTrigger: eventTrigger.drop,
  alterEventTrigger: eventTrigger.alter,
  renameEventTrigger: eventTrigger.rename,
  createTrigger: trigger.create,
  dropTrigger: trigger.drop,
  alterTrigger: trigger.alter,
  renameTrigger: trigger.rename,
  createPolicy: policy.create,
  dropPolicy: policy.drop,
  alterPolicy: policy.alter,
  renamePolicy: policy.rename,
  attachPartition,
  detachPartition,
  ...ddlOperations,
  createForeignDataWrapper: foreignDataWrapper.create,
  dropForeignDataWrapper: foreignDataWrapper.drop,
  alterForeignDataWrapper: foreignDataWrapper.alter,
  renameForeignDataWrapper: foreignDataWrapper.rename,
  createForeignServer: foreignServer.create,
  dropForeignServer: foreignServer.drop,
  alterForeignServer: foreignServer.alter,
  renameForeignServer: foreignServer.rename,
  createPublication: publication.create,
  dropPublication: publication.drop,
  alterPublication: publication.alter,
  renamePublication: publication.rename,
  createSubscription: subscription.create,
  dropSubscription: subscription.drop,
  alterSubscription: subscription.alter,
  renameSubscription: subscription.rename,
  grant,
  revoke,
  setOwner,
  setSecurityLabel,
  setDefaultPrivileges,
  setSetting,
  resetSetting,
};
