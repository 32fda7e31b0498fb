const plain =
  /^(?:smallint|integer|bigint|boolean|real|double precision|date|time|timestamp|uuid|interval|money|macaddr8?|oid|"char"|name|point|line|lseg|box|circle|reg[a-z]+|xid8?|cid|tid|pg_lsn|int2vector|oidvector|tsquery)\b/;
const main = /^(?:numeric|inet|cidr)\b/;

/** How the server keeps long values of a type by itself; a type of somebody's own is taken for one that is kept like text. */
export const usualStorage = (type: string): "plain" | "main" | "extended" =>
  type.endsWith("[]") ? "extended" : plain.test(type) ? "plain" : main.test(type) ? "main" : "extended";
