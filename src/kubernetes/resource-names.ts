import type { ResourceKind } from "../resource/resource.ts";

/** The group of all custom resources, and the version that is served and stored. */
export const group = "keelson.dev";
export const version = "v1alpha1";

/** How a kind is called in paths of the API server. */
export const plurals: Readonly<Record<ResourceKind, string>> = {
  Database: "databases",
  DatabaseSet: "databasesets",
  Plan: "plans",
  Schema: "schemas",
  Revision: "revisions",
};
