import { inlineGraphStyle } from "../report/graph-svg.ts";

/** The page's looks, in light or dark as the viewer has it. */
export const pageStyle = `:root {
  color-scheme: light dark;
  --ink: light-dark(#1c2430, #e6ebf0); --soft: light-dark(#566270, #9aa7b4); --line: light-dark(#d5dbe2, #323c47); --paper: light-dark(#ffffff, #12171d); --raised: light-dark(#f5f7f9, #1a2129);
  --link: light-dark(#1f5f94, #7db7e8); --good: light-dark(#1e6b38, #63d187); --warn: light-dark(#8a4a06, #f0a95c); --bad: light-dark(#a3242c, #ff8a8a); --busy: light-dark(#1f5f94, #7db7e8);
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif }
a { color: var(--link) }
code, pre { font: 13px/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace }
header { border-bottom: 1px solid var(--line); background: var(--raised); padding: 8px 24px }
header p { margin: 0 } .brand a { font-weight: 600; text-decoration: none } .place { color: var(--soft) }
nav { display: flex; flex-wrap: wrap; gap: 4px 24px; align-items: baseline } nav .database { font-weight: 600 }
nav ul { display: flex; flex-wrap: wrap; gap: 4px 16px; list-style: none; margin: 0; padding: 0 } [aria-current] { color: var(--ink); font-weight: 600; text-decoration: none }
main { padding: 16px 24px 48px }
h1 { font-size: 22px; margin: 8px 0 16px } h2 { font-size: 17px; margin: 24px 0 8px } h3 { font-size: 15px; margin: 16px 0 8px }
small, .nothing, .remedy, dt { color: var(--soft) }
.wide { overflow: auto; max-width: 100% }
table { border-collapse: collapse } caption { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden }
th, td { text-align: left; vertical-align: top; padding: 4px 16px 4px 0; border-bottom: 1px solid var(--line) } th { color: var(--soft); font-weight: 500 }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 4px 16px } dd { margin: 0; overflow-wrap: anywhere }
.mark { border: 1px solid; border-radius: 9px; padding: 0 8px; font-size: 13px; white-space: nowrap } .good { color: var(--good) } .warn { color: var(--warn) } .bad { color: var(--bad) } .busy { color: var(--busy) } .unknown { color: var(--soft) }
.diagnostics { list-style: none; padding: 0 } .diagnostics li { border-left: 3px solid; padding: 4px 12px; margin: 8px 0 } .diagnostics p { margin: 0; color: var(--ink) } li.error { color: var(--bad) } li.warning { color: var(--warn) } li.note { color: var(--busy) } p.error { color: var(--bad) }
pre { background: var(--raised); border: 1px solid var(--line); border-radius: 4px; padding: 8px 12px; margin: 0; overflow: auto } .statement { margin: 0 0 12px }
.sides td { width: 50%; padding: 0 12px; white-space: pre; border-bottom: 0 } .sides del, .sides ins { text-decoration: none } .differs .expected { background: light-dark(#fbe6e6, #3d2224) } .differs .live { background: light-dark(#e2f3e6, #1c3524) } .sides .none { background: var(--raised) }
.away main { opacity: .5 }
${inlineGraphStyle}
`;
