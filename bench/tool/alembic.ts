import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { downOf, type Step, sixDigits, upOf } from "../history.ts";
import { peersHome } from "../places.ts";
import { runProcess } from "../run-process.ts";
import type { Tool } from "./tool.ts";

const home = join(peersHome, "alembic");
/** Its command line, once installed. */
export const alembicProgram = join(home, "bin", "alembic");

/** Where the environment file finds the database. */
export const alembicEnvironment = (url: string): Readonly<Record<string, string>> => ({
  BENCH_URL: url.replace(/^postgresql:/, "postgresql+psycopg2:"),
});

const configuration = `[alembic]\nscript_location = %(here)s\n`;
const environment = `import os
import sys
from alembic import context
from sqlalchemy import create_engine
sys.path.insert(0, os.path.dirname(__file__))
try:
    from models import metadata
except ImportError:
    metadata = None
if context.is_offline_mode():
    context.configure(dialect_name="postgresql")
    context.run_migrations()
else:
    with create_engine(os.environ["BENCH_URL"]).connect() as connection:
        context.configure(connection=connection, target_metadata=metadata, transaction_per_migration=True)
        with context.begin_transaction():
            context.run_migrations()
`;

const revision = (step: Step): string => `from alembic import op
revision = "${sixDigits(step.number)}"
down_revision = ${step.number === 1 ? "None" : `"${sixDigits(step.number - 1)}"`}
def upgrade():
    op.execute("${upOf(step)}")
def downgrade():
    op.execute("${downOf(step)}")
`;

export const alembic: Tool = {
  name: "Alembic",
  install: async () => {
    if (existsSync(alembicProgram)) return;
    await mkdir(home, { recursive: true });
    await runProcess("python3", ["-m", "venv", home]);
    await runProcess(join(home, "bin", "pip"), ["install", "--quiet", "alembic", "sqlalchemy", "psycopg2-binary"]);
  },
  write: async (history, directory) => {
    await mkdir(join(directory, "versions"));
    await writeFile(join(directory, "alembic.ini"), configuration);
    await writeFile(join(directory, "env.py"), environment);
    for (const step of history) await writeFile(join(directory, "versions", `${sixDigits(step.number)}.py`), revision(step));
  },
  apply: (directory, url) =>
    runProcess(alembicProgram, ["-c", join(directory, "alembic.ini"), "upgrade", "head"], { env: alembicEnvironment(url) }),
};

/** The tables that the history ends in, as SQLAlchemy knows them: what autogenerate and check compare with. */
export async function writeAlembicModels(history: readonly Step[], directory: string): Promise<void> {
  const columns = (table: string) =>
    history.filter((step) => step.table === table && step.column !== undefined).map(({ column }) => `, Column("${column}", Text)`);
  const tables = new Set(history.map(({ table }) => table));
  const models = [...tables].map(
    (table) =>
      `Table("${table}", metadata, Column("id", BigInteger, primary_key=True), Column("name", Text, nullable=False)${columns(table).join("")})\n`,
  );
  const head = "from sqlalchemy import BigInteger, Column, MetaData, Table, Text\nmetadata = MetaData()\n";
  await writeFile(join(directory, "models.py"), head + models.join(""));
  await writeFile(join(directory, "script.py.mako"), template);
}

const template = `from alembic import op
import sqlalchemy as sa
revision = \${repr(up_revision)}
down_revision = \${repr(down_revision)}
def upgrade():
    \${upgrades if upgrades else "pass"}
def downgrade():
    \${downgrades if downgrades else "pass"}
`;
