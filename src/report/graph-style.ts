type Rule = readonly [selector: string, declarations: string];

const light =
  "--ink: #1c2430; --soft: #5d6875; --line: #9aa5b1; --paper: #ffffff; --done: #2f8f4e; --wait: #ffffff; --part: #d9a520; --mark: #e7ecf2; --contract: #b4540a";
const dark =
  "--ink: #e6ebf0; --soft: #9aa7b4; --line: #5b6672; --paper: #12171d; --done: #4cc070; --wait: #12171d; --part: #e0b23c; --mark: #262f39; --contract: #f0954f";
const lines: readonly (readonly Rule[])[] = [
  [
    [".paper", "fill: var(--paper)"],
    [".line", "fill: none; stroke: var(--line); stroke-width: 2"],
    [".needs", "stroke-dasharray: 3 4"],
  ],
  [
    [".node", "stroke: var(--line); stroke-width: 2"],
    [".applied, .unknown", "fill: var(--done); stroke: var(--done)"],
    [".partly", "fill: var(--part); stroke: var(--part)"],
    [".pending", "fill: var(--wait)"],
  ],
  [[".ring", "fill: none; stroke: var(--done); stroke-width: 2"]],
  [
    ["text", "font: 13px system-ui, sans-serif; fill: var(--ink)"],
    [".id", "font: 12px ui-monospace, monospace; fill: var(--soft)"],
    [".mark", "fill: var(--mark)"],
    [".word", "font-size: 11px"],
    [".contract", "fill: var(--contract)"],
  ],
];

/** Colours the drawing in what `picture` selects, in light or dark as the viewer has it; `within` makes each selector one of what lies in it. */
export function graphStyle(picture: string, within: (selector: string) => string = (selector) => selector): string {
  const rules = lines.map((line) => `  ${line.map(([selector, declarations]) => `${within(selector)} { ${declarations} }`).join(" ")}\n`);
  return `
  ${picture} { color-scheme: light dark; ${light} }
  @media (prefers-color-scheme: dark) { ${picture} { ${dark} } }
${rules.join("")}`;
}
