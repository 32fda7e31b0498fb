import type { Static } from "@sinclair/typebox";
import type { PlanDocument } from "../../../src/plan/plan-document.ts";
import { administrationDocuments } from "./administration.shape.ts";
import { authoringDocuments } from "./authoring.shape.ts";
import { readingDocuments } from "./reading.shape.ts";
import { statusDocuments } from "./status.shape.ts";

/** What `-o json` and `-o yaml` print, by kind, without `apiVersion` and `kind`. A Plan is a document that is read too: its shape lies with those. */
export const documentShapes = { ...readingDocuments, ...authoringDocuments, ...administrationDocuments, ...statusDocuments } as const;

type Shapes = typeof documentShapes;
interface Fields extends Readonly<{ [K in keyof Shapes]: Frozen<Static<Shapes[K]>> }> {
  readonly Plan: Pick<PlanDocument, "metadata" | "spec">;
}

type Frozen<T> = T extends readonly (infer E)[] ? readonly Frozen<E>[] : T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;

/** A document as a verb gives it. */
export type OutputDocument = { readonly [K in keyof Fields]: { readonly kind: K; readonly fields: Fields[K] } }[keyof Fields];
