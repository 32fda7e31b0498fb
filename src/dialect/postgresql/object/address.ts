import { isDdlObject, type SchemaObject } from "../../../model/object.ts";
import { home, qualified, quoteIdentifier } from "../quote.ts";
import { ddlAddress } from "./ddl.ts";
import { firingName } from "./firing.ts";
import { indexName } from "./index.ts";
import { routineAddress } from "./routine.ts";
import { policyOn } from "./policy.ts";
import { tableWord } from "./table.ts";
import { viewWord } from "./view.ts";

/** The object as COMMENT ON and ALTER name it. */
export function addressOf(object: SchemaObject): string {
  if (isDdlObject(object)) return ddlAddress(object.ref);
  const { ref } = object;
  switch (object.kind) {
    case "schema":
      return `SCHEMA ${quoteIdentifier(ref.name)}`;
    case "extension":
      return `EXTENSION ${quoteIdentifier(ref.name)}`;
    case "domain":
      return `DOMAIN ${qualified(ref)}`;
    case "enum":
    case "compositeType":
    case "rangeType":
      return `TYPE ${qualified(ref)}`;
    case "sequence":
      return `SEQUENCE ${qualified(ref)}`;
    case "function":
    case "procedure":
    case "aggregate":
      return routineAddress(object.kind, ref);
    case "trigger":
    case "rule":
    case "eventTrigger":
      return firingName(object.kind, ref);
    case "table":
      return `${tableWord(object.body)} ${qualified(ref)}`;
    case "view":
      return `${viewWord(object.body)} ${qualified(ref)}`;
    case "column":
      return `COLUMN ${home(ref)}.${quoteIdentifier(ref.name)}`;
    case "policy":
      return `POLICY ${policyOn(ref)}`;
    case "index":
      return `INDEX ${indexName(ref)}`;
    case "primaryKey":
    case "unique":
    case "check":
    case "foreignKey":
    case "exclude":
      return `CONSTRAINT ${quoteIdentifier(ref.name)} ON ${home(ref)}`;
    case "foreignDataWrapper":
      return `FOREIGN DATA WRAPPER ${quoteIdentifier(ref.name)}`;
    case "foreignServer":
      return `SERVER ${quoteIdentifier(ref.name)}`;
    case "publication":
      return `PUBLICATION ${quoteIdentifier(ref.name)}`;
    case "subscription":
      return `SUBSCRIPTION ${quoteIdentifier(ref.name)}`;
    case "setting":
    case "defaultPrivileges":
      throw new TypeError(`a ${object.kind} is no object that a statement could name`);
  }
}
