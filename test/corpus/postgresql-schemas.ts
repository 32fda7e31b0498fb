import { corpusText } from "./corpora.ts";
import { kamailioScripts } from "./kamailio.ts";
import { supabaseAuth } from "./supabase-auth.ts";

export interface CorpusSchema {
  readonly name: string;
  /** The scripts that make it, in their order. */
  readonly scripts: () => readonly string[];
  /** Lines of the Database's spec. */
  readonly settings?: readonly string[];
  /** Managed objects that some unmanaged one refers to, by the name in the heading of their dump. */
  readonly reliedOn?: readonly string[];
}

const of = (name: string, ...paths: string[]): CorpusSchema => ({ name, scripts: () => paths.map(corpusText) });

export const postgresqlSchemas: readonly CorpusSchema[] = [
  of("pagila", "pagila/pagila-schema.sql"),
  of("chinook", "chinook/Chinook_PostgreSql_SerialPKs.sql"),
  of("chinook with identity", "chinook/Chinook_PostgreSql_AutoIncrementPKs.sql"),
  of("northwind", "northwind/northwind.sql"),
  of("roundcube", "roundcube/postgres.initial.sql"),
  of("temporal", "temporal/schema/postgresql/v12/temporal/schema.sql"),
  of("temporal's visibility", "temporal/schema/postgresql/v12/visibility/schema.sql"),
  { name: "supabase auth", settings: ["schemas: [auth]"], scripts: () => supabaseAuth.steps().flatMap(({ scripts }) => scripts) },
  { name: "kamailio", scripts: () => kamailioScripts("postgres") },
];
