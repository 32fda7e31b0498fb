import { statSync } from "node:fs";
import { resolve } from "node:path";
import { stale } from "../model/mentions.ts";
import type { Model } from "../model/model.ts";
import { SchemaModel } from "../model/schema-model.ts";
import { inspectLive } from "../reconcile/inspect-live.ts";
import { modelOf, modelOfSource } from "../reconcile/model-of.ts";
import type { Run } from "../reconcile/run.ts";
import { directorySource } from "../source/directory.ts";
import { connectionTarget, describeTarget } from "./project/connection-target.ts";
import type { Project } from "./project/open-project.ts";
import { withRun } from "./project/run-options.ts";

/** A side of a comparison: a word or a revision target of this project, another database, other documents. */
export type ComparedState =
  | { readonly kind: "own"; readonly name: string }
  | { readonly kind: "database"; readonly url: string }
  | { readonly kind: "directory"; readonly path: string };

/** A scheme of two letters or more: what has one is a drive of Windows. */
const url = /^[a-z][a-z0-9+.-]+:/i;
const words = ["live", "desired", "head", "heads", "base"];

/** Tells them apart: a URL has a scheme; a folder has a slash in its name, or is there and called like no word that means something. */
export function readState(text: string, { context: { host } }: Project): ComparedState {
  if (url.test(text)) return { kind: "database", url: text };
  const isFolder =
    text.includes("/") || (!words.includes(text) && statSync(resolve(host.cwd, text), { throwIfNoEntry: false })?.isDirectory() === true);
  return isFolder ? { kind: "directory", path: text } : { kind: "own", name: text };
}

/** @throws InputError, SourceNotFoundError, DatabaseError for a side that cannot be had */
export async function modelOfState(state: ComparedState, project: Project, run: Run): Promise<Model> {
  switch (state.kind) {
    case "own":
      return modelOf(run, state.name);
    case "database":
      return withRun(at(project, state.url), async (other) => spelledElsewhere((await inspectLive(other)).model));
    case "directory":
      return modelOfSource(
        run,
        await project.documentsOf(directorySource({ directory: state.path, workingFolder: project.context.host.cwd })),
      );
  }
}

/** What another server prints, or this one read from a dump, may mean the same in another spelling. */
const spelledElsewhere = (model: Model): Model => SchemaModel.of([...model.objects()].map(stale));

/** As people call it; of a URL no more than host, port and database, or the file. */
export async function describeState(state: ComparedState, project: Project): Promise<string> {
  switch (state.kind) {
    case "own":
      return state.name;
    case "database":
      return describeTarget(await connectionTarget(at(project, state.url)), [...project.context.dialects.keys()]);
    case "directory":
      return state.path;
  }
}

/** The project at another database. */
export const at = (project: Project, url: string): Project => ({ ...project, options: { ...project.options, url } });
