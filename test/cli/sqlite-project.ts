import { afterEach, beforeEach } from "vitest";
import { FaultProject } from "../crash/faults/project.ts";
import { sqliteFile, type TestFile } from "../server/sqlite.ts";

/** A database file and a folder of documents for it, new for each test. */
interface SqliteProject {
  readonly file: TestFile;
  readonly project: FaultProject;
}

/** The ones of the test that runs. Called where the tests are described. */
export function eachSqliteProject(): SqliteProject {
  let file: TestFile;
  let project: FaultProject;
  beforeEach(() => {
    file = sqliteFile();
    project = new FaultProject(file);
  });
  afterEach(() => {
    project[Symbol.dispose]();
    file[Symbol.dispose]();
  });
  return {
    get file() {
      return file;
    },
    get project() {
      return project;
    },
  };
}
