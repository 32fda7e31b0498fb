import type { Digest } from "../../../core/digest.ts";
import { glob, ignoring } from "../../../model/ignored.ts";
import { sayingOutside } from "../../../model/left-alone.ts";
import type { Model } from "../../../model/model.ts";
import { SchemaModel } from "../../../model/schema-model.ts";
import type { Inspection, InspectRequest, Reading } from "../../../port/session.ts";
import { readUnmanaged } from "../unmanaged.ts";
import { readAccess } from "./access.ts";
import { readColumns } from "./columns.ts";
import { readConstraints } from "./constraints.ts";
import { readDdlObjects } from "./ddl/read-ddl-objects.ts";
import { readFirings } from "./firings.ts";
import { Heard } from "./heard.ts";
import { readIndexes } from "./indexes.ts";
import { readKeyNames } from "./keys.ts";
import { readOfDatabase } from "./of-database.ts";
import { readPolicies } from "./policies.ts";
import type { Query } from "./query.ts";
import { readRelations } from "./relations.ts";
import { readRoutines } from "./routines.ts";
import { readSchemas } from "./schemas.ts";
import { readSequences } from "./sequences.ts";
import { catalogueSettings } from "./settings.ts";
import { readTables } from "./tables.ts";
import { readTypes } from "./types.ts";
import { readUses, withUses } from "./uses.ts";
import { readViews } from "./views.ts";

/**
 * The managed part of the catalogue as a model, and the rest by name. A fixed number of queries, whatever the size.
 * `query` must run all of them inside one transaction (REPEATABLE READ, READ ONLY): settings are local to it. `beside` is the same, or another backend in the same snapshot.
 */
export async function inspectCatalogue(query: Query, request: InspectRequest, beside = query): Promise<Inspection> {
  const read = readModel(query, request, beside);
  if (request.unmanaged === "leftOut") return { model: await read, unmanaged: [] };
  // The server looks for what is not managed while the model is made of its other answers.
  const [model, unmanaged] = await Promise.all([read, readUnmanaged(beside, request.schemas)]);
  const patterns = request.ignore.map(glob);
  return { model, unmanaged: unmanaged.filter(({ name }) => !patterns.some((pattern) => pattern.test(name))) };
}

/** The same in two steps: first all that the server says, which may have been heard `before`. */
export async function readCatalogue(query: Query, request: InspectRequest, before: ReadonlySet<Digest>, beside = query): Promise<Reading> {
  const heard = new Heard(before);
  const listening = heard.to(query);
  const made = inspectCatalogue(listening, request, beside === query ? listening : heard.to(beside));
  // Whoever asks for it is told.
  made.catch(() => heard.release());
  if ((await heard.known) === "other") await made;
  return {
    answers: heard.answers,
    inspection: () => {
      heard.release();
      return made;
    },
  };
}

/** The managed part alone, by the same rules. */
export async function readModel(query: Query, { schemas, ignore }: InspectRequest, beside = query): Promise<Model> {
  const settled = [query(catalogueSettings), ...(beside === query ? [] : [beside(catalogueSettings)])];
  // Asks again by what it hears, so first: its second question waits for nobody's work on other answers.
  const usesRead = readUses(query, schemas);
  const sequences = readSequences(query, schemas);
  const relations = readRelations(query, schemas);
  const keyNames = readKeyNames(query);
  const columns = readColumns(query, schemas, relations, sequences);
  // They travel together, and are answered in their order; what takes long is shared evenly.
  const [uses, access, ...parts] = await Promise.all([
    usesRead,
    readAccess(query, schemas),
    readSchemas(query, schemas),
    readOfDatabase(query, schemas),
    readDdlObjects(query, schemas),
    readTypes(query, schemas),
    sequences.then(({ objects }) => objects),
    readRoutines(query, schemas),
    readTables(beside, schemas),
    columns.then(({ objects }) => objects),
    readConstraints(beside, schemas, relations, columns, keyNames),
    readViews(query, schemas),
    readIndexes(beside, schemas, relations, columns, keyNames),
    readFirings(query, schemas),
    readPolicies(query, schemas),
    Promise.all(settled).then(() => []),
  ]);
  const isIgnored = ignoring(ignore);
  return SchemaModel.of(
    parts
      .flat()
      .filter(({ ref }) => !isIgnored(ref))
      .map((object) => sayingOutside(access(withUses(object, uses)), { schemas, ignore })),
  );
}
