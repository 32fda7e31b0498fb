import { readdirSync } from "node:fs";
import { corpusFile, corpusText } from "./corpora.ts";
import type { CorpusHistory } from "./history.ts";

type Engine = "postgres" | "sqlite";

/** A file for each module's tables; the table that all of them write their versions to comes first. */
const filesOf = (engine: Engine): readonly string[] => {
  const first = "standard-create.sql";
  return [
    first,
    ...readdirSync(corpusFile(`kamailio/${engine}`))
      .filter((name) => name !== first)
      .toSorted(),
  ];
};

export const kamailioScripts = (engine: Engine): readonly string[] =>
  filesOf(engine).map((file) => corpusText(`kamailio/${engine}/${file}`));

/** A step a module. It says no way down; what it creates says one. */
export const kamailio = (engine: Engine): CorpusHistory => ({
  name: "kamailio",
  steps: () =>
    filesOf(engine).map((file) => {
      const script = corpusText(`kamailio/${engine}/${file}`);
      const tables = [...script.matchAll(/^CREATE TABLE (\w+)/gm)].map(([, table]) => table ?? "");
      const rows = tables.includes("version")
        ? ""
        : `DELETE FROM version WHERE table_name IN (${tables.map((table) => `'${table}'`).join(", ")});\n`;
      return {
        id: file.replace("-create.sql", ""),
        scripts: [script],
        down: `${rows}${tables.map((table) => `DROP TABLE ${table};\n`).join("")}`,
      };
    }),
});
