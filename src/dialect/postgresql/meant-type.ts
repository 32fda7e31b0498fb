import { didYouMean } from "../../core/did-you-mean.ts";
import { typeNames } from "./types.ts";

/** Types that other engines have and PostgreSQL does not, and what it calls the like. */
const like: Readonly<Record<string, string>> = {
  ...namedBy("smallint", "tinyint int1 year"),
  ...namedBy("integer", "mediumint middleint int3 int32"),
  ...namedBy("bigint", "int64"),
  ...namedBy("real", "float32 binary_float"),
  ...namedBy("double precision", "double float64 binary_double"),
  ...namedBy("numeric", "number smallmoney"),
  ...namedBy("text", "string clob nclob tinytext mediumtext longtext ntext long"),
  ...namedBy("varchar", "varchar2 nvarchar nvarchar2"),
  ...namedBy("bytea", "tinyblob mediumblob longblob binary varbinary image raw"),
  ...namedBy("timestamp", "datetime datetime2 smalldatetime"),
  ...namedBy("timestamptz", "datetimeoffset"),
  ...namedBy("uuid", "uniqueidentifier guid"),
  ...namedBy("xml", "xmltype"),
};

function namedBy(type: string, names: string): Readonly<Record<string, string>> {
  return Object.fromEntries(names.split(" ").map((name) => [name, type]));
}

/** The type that a name which no type has most likely means: what other engines call so, or what is spelled nearly so. */
export const meantType = (name: string): string | undefined => (Object.hasOwn(like, name) ? like[name] : didYouMean(name, typeNames));
