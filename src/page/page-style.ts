import { diagramStyle } from "../report/entity/diagram-style.ts";
import { inlineGraphStyle } from "../report/graph-svg.ts";

/** The page's looks, in light or dark as the viewer has it. */
export const pageStyle = `:root {
  color-scheme: light dark;
  --ink: light-dark(#1b232c, #e4e9ee);
  --soft: light-dark(#55616e, #9ba8b5);
  --line: light-dark(#dbe1e8, #2c3641);
  --paper: light-dark(#ffffff, #11161c);
  --raised: light-dark(#f5f7f9, #192028);
  --link: light-dark(#17588c, #7fb9ea);
  --good: light-dark(#1b6636, #67d18a);
  --warn: light-dark(#874603, #f0ad62);
  --bad: light-dark(#a2222b, #ff9090);
  --busy: var(--link);
  --gone: light-dark(#fce8e8, #40242a);
  --come: light-dark(#e3f4e7, #1a3826);
  --mono: .8125rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: .875rem/1.5 system-ui, "Segoe UI", sans-serif; -webkit-text-size-adjust: 100% }
header, main { padding: 0 max(16px, (100% - 1360px) / 2) }
main { padding-block: 8px 64px; outline: none }
p { margin: 8px 0; max-width: 90ch }
h1 { font-size: 1.375rem; line-height: 1.3; margin: 16px 0; overflow-wrap: anywhere }
h2 { font-size: 1rem; margin: 32px 0 8px; overflow-wrap: anywhere }
h3 { font-size: .875rem; margin: 16px 0 8px; overflow-wrap: anywhere }
a { color: var(--link); text-underline-offset: 3px; text-decoration-thickness: 1px }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 2px }
code, pre { font: var(--mono) }
p code, li code, dd code, td code { overflow-wrap: anywhere }
small, .nothing, .remedy, dt, .place, .digest { color: var(--soft) }
small { font-size: .75rem; font-weight: 400 }
time { white-space: nowrap; font-variant-numeric: tabular-nums }

header { background: var(--raised); border-bottom: 1px solid var(--line) }
.brand { display: flex; flex-wrap: wrap; align-items: center; gap: 0 8px; margin: 0; padding: 8px 0; max-width: none }
.brand a { display: inline-flex; align-items: center; gap: 8px; font-weight: 600; color: var(--ink); text-decoration: none }
.brand img { display: block }
.place { overflow-wrap: anywhere }
.late { margin: 0 0 8px; color: var(--bad); font-weight: 600 }
.late:empty { display: none }
.skip { position: absolute; left: 16px; top: -100px; z-index: 2; padding: 8px 12px; background: var(--paper) }
.skip:focus { top: 8px }
nav { display: flex; flex-wrap: wrap; gap: 0 24px; align-items: baseline }
nav .database { margin: 0; font-weight: 600; overflow-wrap: anywhere }
nav ul { display: flex; flex-wrap: wrap; gap: 0 20px; list-style: none; margin: 0; padding: 0 }
nav li a { display: block; padding: 6px 0 8px; border-bottom: 2px solid transparent; text-decoration: none }
nav li a:hover { border-color: var(--line) }
nav li [aria-current] { border-color: var(--link); color: var(--ink); font-weight: 600 }

.wide { max-width: 100%; overflow: auto }
.wide > svg { display: block }
table { border-collapse: collapse; width: 100% }
caption { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; white-space: nowrap }
th, td { text-align: left; vertical-align: baseline; padding: 6px 20px 6px 0; border-bottom: 1px solid var(--line) }
th { color: var(--soft); font-size: .75rem; font-weight: 600; white-space: nowrap; background: var(--paper) }
td { overflow-wrap: anywhere; min-width: 15ch }
td:is(:first-child, :last-child) { min-width: 22ch }
td .mark { white-space: nowrap }
td .diagnostics, td .diagnostics li { margin: 0 }
tbody tr:hover td { background: var(--raised) }
@media (max-width: 899px) {
  .wide > table:not(.sides) { width: max-content; min-width: 100% }
  .wide td:nth-child(n) { min-width: 0; max-width: 44ch }
}
/* Where there is room a table lies open on the page, and its head stays in sight; a picture keeps its own box. */
@media (min-width: 900px) {
  .wide:not(:has(> svg)) { overflow: visible }
  thead th { position: sticky; top: 0; z-index: 1 }
}

.mark { display: inline-block; padding: 0 8px; border: 1px solid color-mix(in srgb, currentColor 40%, transparent); border-radius: 10px; background: color-mix(in srgb, currentColor 8%, transparent); font-size: .75rem; line-height: 1.5; font-weight: 600; vertical-align: 1px; overflow-wrap: break-word }
.good { color: var(--good) }
.warn { color: var(--warn) }
.bad { color: var(--bad) }
.busy { color: var(--busy) }
.unknown { color: var(--soft) }

.nothing { max-width: none; padding: 24px 16px; border: 1px dashed var(--line); border-radius: 6px; text-align: center }
.diagnostics { list-style: none; padding: 0; margin: 16px 0 }
.diagnostics li { margin: 8px 0; padding: 6px 12px; border-left: 3px solid; background: var(--raised); border-radius: 0 4px 4px 0 }
.diagnostics p { margin: 0; max-width: none; overflow-wrap: anywhere }
.diagnostics p:not(:first-child) { color: var(--ink) }
.diagnostics p.remedy { color: var(--soft) }
.diagnostics code { color: var(--soft) }
li.error, p.error { color: var(--bad) }
li.warning { color: var(--warn) }
li.note { color: var(--busy) }

.message { font-size: .9375rem; overflow-wrap: anywhere }
.sheet { padding: 4px 16px; border: 1px solid var(--line); border-radius: 6px; background: var(--raised); overflow-wrap: anywhere }
.beside { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 16px; margin: 16px 0; align-items: start }
.sheet h2 { margin: 8px 0; font-size: .875rem }
.sheet p { max-width: none }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px; margin: 8px 0 }
@media (max-width: 599px) { dl { grid-template-columns: minmax(0, 1fr); gap: 0 } dd { padding-bottom: 4px } }
dd { margin: 0; overflow-wrap: anywhere }
progress { appearance: none; display: block; width: 100%; height: 8px; margin: 6px 0; border: 0; border-radius: 4px; overflow: hidden; background: var(--line); color: var(--link) }
progress::-webkit-progress-bar { background: var(--line) }
progress::-webkit-progress-value { background: var(--link); border-radius: 4px }
progress::-moz-progress-bar { background: var(--link); border-radius: 4px }
.drift-names { margin: 8px 0; padding-left: 20px }

pre { background: var(--raised); border: 1px solid var(--line); border-radius: 6px; padding: 8px 12px; margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4 }
.stages { list-style: none; padding: 0; counter-reset: stage }
.stages > li { counter-increment: stage }
.stages h3::before { content: counter(stage) "."; color: var(--soft); margin-right: 8px; font-variant-numeric: tabular-nums }
.statement { display: grid; gap: 4px 20px; align-items: start; margin: 0 0 12px }
.statement ul { list-style: none; margin: 0; padding: 2px 0; overflow-wrap: anywhere; font-size: .8125rem }
.statement li + li { margin-top: 4px }
@media (min-width: 900px) { .statement { grid-template-columns: minmax(0, 7fr) minmax(0, 4fr) } }

.sides { table-layout: fixed; min-width: 640px; border: 1px solid var(--line) }
.sides th, .sides td { padding: 0 12px; vertical-align: top; min-width: 0 }
.sides th { padding-block: 4px; background: var(--raised) }
.sides td { white-space: pre-wrap; overflow-wrap: anywhere; border-bottom: 0 }
.sides td + td, .sides th + th { border-left: 1px solid var(--line) }
.sides del, .sides ins { text-decoration: none }
.sides code { display: block; padding-left: 2ch; text-indent: -2ch }
.sides code::before { content: "  " }
.sides del code::before { content: "− " }
.sides ins code::before { content: "+ " }
.sides .differs .expected { background: var(--gone) }
.sides .differs .live { background: var(--come) }
.sides .none { background: var(--raised) }
.sides .left-out td { color: var(--soft); text-align: center }
/* Where both sides have no room beside each other: what is gone above what came. */
@media (max-width: 699px) {
  .sides { min-width: 0 }
  .sides tr { display: grid }
  .sides th + th, .sides td + td { border-left: 0 }
  .sides th:first-child::before { content: "− " }
  .sides th:last-child::before { content: "+ " }
  .sides .none, .sides tr:not(.differs) td + td { display: none }
}

.legend { display: flex; flex-wrap: wrap; gap: 4px 20px; list-style: none; padding: 0; color: var(--soft) }
${inlineGraphStyle}
${diagramStyle}`;
