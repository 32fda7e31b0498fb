import type { DdlKind } from "../model/ref.ts";

/** What operations on a kind are called behind their verb. */
export const operationSuffix = (kind: DdlKind): string => `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
