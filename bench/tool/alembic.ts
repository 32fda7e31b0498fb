import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { downOf, type Step, sixDigits, upOf } from "../history.ts";
import { peersHome } from "../places.ts";
import { runProcess } from "../run-process.ts";
import type { Tool } from "./tool.ts";

const home = join(peersHome, "alembic");
const program = join(home, "bin", "alembic");

const configuration = `[alembic]\nscript_location = %(here)s\n`;
const environment = `import os
from alembic import context
from sqlalchemy import create_engine
with create_engine(os.environ["BENCH_URL"]).connect() as connection:
    context.configure(connection=connection, transaction_per_migration=True)
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
    if (existsSync(program)) return;
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
    runProcess(program, ["-c", join(directory, "alembic.ini"), "upgrade", "head"], {
      env: { BENCH_URL: url.replace(/^postgresql:/, "postgresql+psycopg2:") },
    }),
};
