import type { Static, TSchema } from "@sinclair/typebox";
import { aggregateShape } from "../model/kind/aggregate.shape.ts";
import { compositeTypeShape } from "../model/kind/composite-type.shape.ts";
import { domainShape } from "../model/kind/domain.shape.ts";
import { enumShape } from "../model/kind/enum.shape.ts";
import { eventTriggerShape } from "../model/kind/event-trigger.shape.ts";
import { extensionShape } from "../model/kind/extension.shape.ts";
import { foreignDataWrapperShape } from "../model/kind/foreign-data-wrapper.shape.ts";
import { foreignServerShape } from "../model/kind/foreign-server.shape.ts";
import { functionShape } from "../model/kind/function.shape.ts";
import { indexShape } from "../model/kind/index.shape.ts";
import { policyShape } from "../model/kind/policy.shape.ts";
import { procedureShape } from "../model/kind/procedure.shape.ts";
import { publicationShape } from "../model/kind/publication.shape.ts";
import { subscriptionShape } from "../model/kind/subscription.shape.ts";
import { rangeTypeShape } from "../model/kind/range-type.shape.ts";
import { ruleShape } from "../model/kind/rule.shape.ts";
import { schemaShape } from "../model/kind/schema.shape.ts";
import { sequenceShape } from "../model/kind/sequence.shape.ts";
import { tableChildren, tableShape } from "../model/kind/table.shape.ts";
import { triggerShape } from "../model/kind/trigger.shape.ts";
import { viewShape } from "../model/kind/view.shape.ts";
import { setCommentShape, setOwnerShape, setSecurityLabelShape } from "./attribute.shape.ts";
import { addColumnShape, alterColumnShape, dropColumnShape, renameColumnShape } from "./column.shape.ts";
import { addConstraintShape, dropConstraintShape, renameConstraintShape, validateConstraintShape } from "./constraint.shape.ts";
import {
  assertShape,
  backfillShape,
  copyRowsShape,
  deleteRowsShape,
  insertRowsShape,
  updateRowsShape,
  upsertRowsShape,
} from "./data.shape.ts";
import { setDefaultPrivilegesShape } from "./default-privileges.shape.ts";
import { ddlOperationShapes } from "./ddl-operations.shape.ts";
import { addEnumValueShape, dropEnumValueShape, renameEnumValueShape } from "./enum-value.shape.ts";
import { grantOperationShape, revokeShape } from "./grant.shape.ts";
import { attachPartitionShape, detachPartitionShape } from "./partition.shape.ts";
import { regularOperations } from "./regular.shape.ts";
import { renameTableShape } from "./rename-table.shape.ts";
import { resetSettingShape, setSettingShape } from "./setting.shape.ts";
import { sqlShape } from "./sql.shape.ts";

const schema = regularOperations("Schema", schemaShape, "database");
const extension = regularOperations("Extension", extensionShape, "database");
const enumeration = regularOperations("Enum", enumShape, "schema");
const domain = regularOperations("Domain", domainShape, "schema");
const compositeType = regularOperations("CompositeType", compositeTypeShape, "schema");
const rangeType = regularOperations("RangeType", rangeTypeShape, "schema");
const sequence = regularOperations("Sequence", sequenceShape, "schema");
const table = regularOperations("Table", tableShape, "schema", Object.keys(tableChildren));
const index = regularOperations("Index", indexShape, "index");
const view = regularOperations("View", viewShape, "schema", ["indexes", "triggers", "rules"]);
const routine = regularOperations("Function", functionShape, "schema");
const procedure = regularOperations("Procedure", procedureShape, "schema");
const aggregate = regularOperations("Aggregate", aggregateShape, "schema");
const rule = regularOperations("Rule", ruleShape, "table");
const eventTrigger = regularOperations("EventTrigger", eventTriggerShape, "database");
const trigger = regularOperations("Trigger", triggerShape, "table");
const policy = regularOperations("Policy", policyShape, "table");
const foreignDataWrapper = regularOperations("ForeignDataWrapper", foreignDataWrapperShape, "database");
const foreignServer = regularOperations("ForeignServer", foreignServerShape, "database");
const publication = regularOperations("Publication", publicationShape, "database");
const subscription = regularOperations("Subscription", subscriptionShape, "database");

/** Every operation that a step may name, with the shape of its arguments. */
export const operationShapes = {
  createSchema: schema.create,
  dropSchema: schema.drop,
  alterSchema: schema.alter,
  renameSchema: schema.rename,
  createExtension: extension.create,
  dropExtension: extension.drop,
  alterExtension: extension.alter,
  createEnum: enumeration.create,
  dropEnum: enumeration.drop,
  alterEnum: enumeration.alter,
  renameEnum: enumeration.rename,
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
  renameTable: renameTableShape,
  createIndex: index.create,
  dropIndex: index.drop,
  alterIndex: index.alter,
  renameIndex: index.rename,
  createView: view.create,
  dropView: view.drop,
  alterView: view.alter,
  renameView: view.rename,
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
  createTrigger: trigger.create,
  dropTrigger: trigger.drop,
  alterTrigger: trigger.alter,
  renameTrigger: trigger.rename,
  createRule: rule.create,
  dropRule: rule.drop,
  alterRule: rule.alter,
  renameRule: rule.rename,
  createEventTrigger: eventTrigger.create,
  dropEventTrigger: eventTrigger.drop,
  alterEventTrigger: eventTrigger.alter,
  renameEventTrigger: eventTrigger.rename,
  createPolicy: policy.create,
  dropPolicy: policy.drop,
  alterPolicy: policy.alter,
  renamePolicy: policy.rename,
  ...ddlOperationShapes,
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
  addColumn: addColumnShape,
  dropColumn: dropColumnShape,
  alterColumn: alterColumnShape,
  renameColumn: renameColumnShape,
  addConstraint: addConstraintShape,
  dropConstraint: dropConstraintShape,
  renameConstraint: renameConstraintShape,
  validateConstraint: validateConstraintShape,
  addEnumValue: addEnumValueShape,
  renameEnumValue: renameEnumValueShape,
  dropEnumValue: dropEnumValueShape,
  attachPartition: attachPartitionShape,
  detachPartition: detachPartitionShape,
  grant: grantOperationShape,
  revoke: revokeShape,
  setOwner: setOwnerShape,
  setComment: setCommentShape,
  setSecurityLabel: setSecurityLabelShape,
  setDefaultPrivileges: setDefaultPrivilegesShape,
  setSetting: setSettingShape,
  resetSetting: resetSettingShape,
  sql: sqlShape,
  insertRows: insertRowsShape,
  upsertRows: upsertRowsShape,
  updateRows: updateRowsShape,
  deleteRows: deleteRowsShape,
  copyRows: copyRowsShape,
  backfill: backfillShape,
  assert: assertShape,
} satisfies Record<string, TSchema>;

/** The arguments of each operation as its shape has them. */
export type OperationArguments = { [K in keyof typeof operationShapes]: Static<(typeof operationShapes)[K]> };
export type OperationName = keyof OperationArguments;
