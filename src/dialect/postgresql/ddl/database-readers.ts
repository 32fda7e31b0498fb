import type { DdlAct, DdlSection } from "../../../grammar/ddl.ts";
import { plainMappingOptions } from "../../../model/foreign-body.ts";
import { roleOf } from "./names.ts";
import { optionsOf } from "./values.ts";
import { serverEntry, wrapperEntry } from "./foreign-entry.ts";
import { subscriptionAct } from "./subscription-entry.ts";
import { publicationEntry, publishedToo } from "./publication-entry.ts";
import { type Readers, unread } from "./reader.ts";

const entry = (section: DdlSection, fields: object): DdlAct => ({ act: "entry", section, entry: { ...fields }, replace: false });

/** Statements about what lies in no schema, as the entries of the sections that those have. */
export const databaseReaders: Readers = {
  CreateFdwStmt: (body) => entry("foreignDataWrappers", wrapperEntry(body)),
  CreateForeignServerStmt: (body) => entry("foreignServers", serverEntry(body)),
  CreateUserMappingStmt: ({ user, servername = "", options }) => {
    const [role, taken = {}] = [roleOf(user), optionsOf(options)];
    if (role === null) return unread("a user mapping for whoever makes it", "Name the role");
    if (Object.keys(taken).some((name) => !plainMappingOptions.includes(name)))
      return unread("a user mapping with a secret", "Write it under `userMappings` of its server, with the secret by name");
    return {
      act: "amend",
      section: "foreignServers",
      relation: { schema: null, name: servername },
      amendments: [{ part: "lists", fields: { userMappings: [{ role, ...(Object.keys(taken).length > 0 && { options: taken }) }] } }],
    };
  },
  CreatePublicationStmt: (body, text) => {
    const publication = publicationEntry(body, text);
    return publication === undefined
      ? unread("a publication of the current schema", "Name the schema")
      : entry("publications", publication);
  },
  CreateSubscriptionStmt: subscriptionAct,
  AlterPublicationStmt: (body, text) => {
    const fields = publishedToo(body, text);
    if (fields === undefined) return unread("this ALTER PUBLICATION", "Say it where the publication is declared");
    return {
      act: "amend",
      section: "publications",
      relation: { schema: null, name: body.pubname ?? "" },
      amendments: [{ part: "lists", fields: { ...fields } }],
    };
  },
};
