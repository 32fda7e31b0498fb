import { InputError } from "../../../src/core/error.ts";
import type { Command } from "../command.ts";

const shells = ["bash", "zsh", "fish"] as const;
type Shell = (typeof shells)[number];

export const command: Command = {
  name: "completion",
  summary: "prints a completion script for a shell",
  arguments: [{ name: "<shell>", description: shells.join(", ") }],
  flags: [],
  examples: [
    { line: "source <(keelson completion bash)", does: "complete verbs and flags in this shell" },
    { line: "keelson completion fish > ~/.config/fish/completions/keelson.fish", does: "install it for good" },
  ],
  async run({ args }) {
    const shell = String(args[0]);
    if (!isShell(shell)) {
      const message = `there is no completion for ${shell}`;
      throw new InputError(message, { code: "unknown-shell", remedy: `Use one of ${shells.join(", ")}` });
    }
    return { exitCode: 0, document: null, text: script[shell](await verbs()) };
  },
};

const isShell = (name: string): name is Shell => (shells as readonly string[]).includes(name);

interface Verb {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly string[];
}

/** Loaded here and not above: this verb is itself one of them. */
async function verbs(): Promise<readonly Verb[]> {
  const { commands } = await import("../commands.ts");
  const { commonFlags } = await import("../common-flags.ts");
  const loaded = await Promise.all(Object.values(commands).map(async (load) => (await load()).command));
  return loaded.map(({ name, summary, flags }) => ({
    name,
    summary,
    flags: [...flags, ...commonFlags].map(({ flags: spelling }) => /--[a-z-]+/.exec(spelling)?.[0] ?? spelling),
  }));
}

const script: Readonly<Record<Shell, (verbs: readonly Verb[]) => string>> = {
  bash: (all) => `_keelson() {
  local word="\${COMP_WORDS[COMP_CWORD]}"
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "${all.map(({ name }) => name).join(" ")} help" -- "$word"))
    return
  fi
  case "\${COMP_WORDS[1]}" in
${all.map(({ name, flags }) => `    ${name}) COMPREPLY=($(compgen -f -W "${flags.join(" ")}" -- "$word")) ;;`).join("\n")}
  esac
}
complete -o default -F _keelson keelson
`,
  zsh: (all) => `#compdef keelson
if (( CURRENT == 2 )); then
  local -a verbs=(${all.map(({ name, summary }) => `'${name}:${summary.replaceAll("'", "'\\''")}'`).join(" ")})
  _describe verb verbs
else
  case "\${words[2]}" in
${all.map(({ name, flags }) => `    ${name}) compadd -- ${flags.join(" ")}; _files ;;`).join("\n")}
  esac
fi
`,
  fish: (all) =>
    `${all
      .flatMap(({ name, summary, flags }) => [
        `complete -c keelson -n __fish_use_subcommand -a ${name} -d '${summary.replaceAll("'", "\\'")}'`,
        ...flags.map((flag) => `complete -c keelson -n '__fish_seen_subcommand_from ${name}' -l ${flag.slice(2)}`),
      ])
      .join("\n")}\n`,
};
