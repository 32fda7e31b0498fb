import type { TSchema, TUnsafe } from "@sinclair/typebox";
import { ddlTraits } from "../model/kind/ddl-kinds.ts";
import { type DdlObjectEntry, ddlObjectShapes } from "../model/kind/ddl-object.shape.ts";
import { type DdlKind, ddlKinds } from "../model/ref.ts";
import { operationSuffix } from "./operation-suffix.ts";
import { type AlterArguments, type CreateArguments, type DropArguments, regularOperations, type RenameArguments } from "./regular.shape.ts";

/** Kinds that keep their name, or have none but what they lead from and to. */
type Unnamed = Extract<DdlKind, "accessMethod" | "operator" | "cast" | "transform">;

type DdlOperationShapes = { readonly [K in DdlKind as `create${Capitalize<K>}`]: TUnsafe<CreateArguments<DdlObjectEntry>> } & {
  readonly [K in DdlKind as `drop${Capitalize<K>}`]: TUnsafe<DropArguments<DdlObjectEntry>>;
} & { readonly [K in DdlKind as `alter${Capitalize<K>}`]: TUnsafe<AlterArguments<DdlObjectEntry>> } & {
  readonly [K in Exclude<DdlKind, Unnamed> as `rename${Capitalize<K>}`]: TUnsafe<RenameArguments>;
};

/** The operations of every kind that is given as its statement. */
export const ddlOperationShapes = Object.fromEntries(
  ddlKinds.flatMap((kind): readonly (readonly [string, TSchema])[] => {
    const suffix = operationSuffix(kind);
    const { home, renamed } = ddlTraits[kind];
    const { create, drop, alter, rename } = regularOperations(suffix, ddlObjectShapes[kind], home);
    return [
      [`create${suffix}`, create],
      [`drop${suffix}`, drop],
      [`alter${suffix}`, alter],
      ...(renamed === "cannot" ? [] : ([[`rename${suffix}`, rename]] as const)),
    ];
  }),
) as unknown as DdlOperationShapes;
