import type { ForeignDataWrapperBody, ForeignOptions, ForeignServerBody } from "../../../model/foreign-body.ts";
import type { ObjectRef } from "../../../model/ref.ts";
import { qualified, quoteIdentifier, quoteLiteral } from "../quote.ts";

type Named<B> = { readonly ref: ObjectRef; readonly body: B };

/** `OPTIONS (host 'db')` with a blank before it, or nothing. */
export const newOptions = (options: ForeignOptions): string =>
  listed(Object.entries(options).map(([name, value]) => `${quoteIdentifier(name)} ${quoteLiteral(value)}`));

/** What leads from some options to others. */
export function changedOptions(before: ForeignOptions, after: ForeignOptions): string {
  const gone = Object.keys(before).filter((name) => !Object.hasOwn(after, name));
  const set = Object.entries(after).filter(([name, value]) => before[name] !== value);
  return listed([
    ...gone.map((name) => `DROP ${quoteIdentifier(name)}`),
    ...set.map(([name, value]) => `${Object.hasOwn(before, name) ? "SET" : "ADD"} ${quoteIdentifier(name)} ${quoteLiteral(value)}`),
  ]);
}

const listed = (items: readonly string[]): string => (items.length === 0 ? "" : ` OPTIONS (${items.join(", ")})`);

export const createWrapper = ({ ref, body }: Named<ForeignDataWrapperBody>): string =>
  `CREATE FOREIGN DATA WRAPPER ${quoteIdentifier(ref.name)}${body.handler === null ? "" : ` HANDLER ${qualified(body.handler)}`}${body.validator === null ? "" : ` VALIDATOR ${qualified(body.validator)}`}${newOptions(body.options)}`;

export function alterWrapper(before: Named<ForeignDataWrapperBody>, after: Named<ForeignDataWrapperBody>): string {
  const routine = (word: string, old: ObjectRef | null, now: ObjectRef | null): string =>
    JSON.stringify(old) === JSON.stringify(now) ? "" : now === null ? ` NO ${word}` : ` ${word} ${qualified(now)}`;
  const [old, now] = [before.body, after.body];
  return `ALTER FOREIGN DATA WRAPPER ${quoteIdentifier(after.ref.name)}${routine("HANDLER", old.handler, now.handler)}${routine("VALIDATOR", old.validator, now.validator)}${changedOptions(old.options, now.options)}`;
}

export const createServer = ({ ref, body }: Named<ForeignServerBody>): string =>
  `CREATE SERVER ${quoteIdentifier(ref.name)}${said("TYPE", body.type)}${said("VERSION", body.version)} FOREIGN DATA WRAPPER ${quoteIdentifier(body.wrapper)}${newOptions(body.options)}`;

export const alterServer = (before: Named<ForeignServerBody>, after: Named<ForeignServerBody>): string =>
  `ALTER SERVER ${quoteIdentifier(after.ref.name)}${before.body.version === after.body.version ? "" : said("VERSION", after.body.version) || " VERSION NULL"}${changedOptions(before.body.options, after.body.options)}`;

const said = (word: string, value: string | null): string => (value === null ? "" : ` ${word} ${quoteLiteral(value)}`);
