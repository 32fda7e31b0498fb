/** Colours what `diagramSvg` gives with those of the page, in light or dark as it is. The face is as wide as Graphviz took it to be. */
export const diagramStyle = `.legend { color: var(--soft); font-size: 13px }
.diagram text { font: 12px Courier, "Courier New", "Liberation Mono", monospace; fill: var(--ink); stroke: none; white-space: pre }
.diagram .frame { fill: var(--paper); stroke: var(--line) } .diagram .head { fill: var(--raised); stroke: none } .diagram .title, .diagram .key { font-weight: 600 }
.diagram .aside, .diagram .type, .diagram .marks { fill: var(--soft) }
.diagram .home > polygon { fill: none; stroke: var(--line); stroke-dasharray: 4 3 } .diagram .home > text { fill: var(--soft) }
.diagram .view .frame, .diagram .elsewhere .frame { stroke-dasharray: 3 3 } .diagram .view .head, .diagram .elsewhere .head { fill: none }
.diagram .focus .frame { stroke: var(--link); stroke-width: 2 }
.diagram a { text-decoration: none } .diagram a:hover .frame, .diagram a:focus-visible .frame { stroke: var(--link) }
.diagram .relation path, .diagram .relation polyline { fill: none; stroke: var(--soft) } .diagram .relation polygon { fill: var(--soft); stroke: var(--soft) } .diagram .relation ellipse { fill: var(--paper); stroke: var(--soft) }
.diagram .inheritance polygon { fill: var(--paper) } .diagram .reading path { stroke-dasharray: 2 3 }
.diagram .relation:hover :is(path, polyline, polygon, ellipse) { stroke: var(--link) }
`;
