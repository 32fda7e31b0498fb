import type { DdlAct } from "../../../grammar/ddl.ts";
import type { Body, NodeKind } from "../impact/syntax.ts";
import type { StatementText } from "./statement-text.ts";

/** What one kind of statement says of the state that is wanted. */
export type Reader<K extends NodeKind> = (body: Body<K>, text: StatementText) => DdlAct | readonly DdlAct[];
export type Readers = { readonly [K in NodeKind]?: Reader<K> };

export const unread = (statement: string, instead: string): DdlAct => ({ act: "unread", statement, instead });
export const none: DdlAct = { act: "none" };
