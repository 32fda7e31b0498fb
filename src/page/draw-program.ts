import { instance } from "@viz-js/viz";

/** What the process that draws is asked. */
export interface DrawQuestion {
  /** The graph in DOT. */
  readonly dot: string;
  /** How far Graphviz's memory may grow. */
  readonly bytes: number;
}

process.once("message", ({ dot, bytes }: DrawQuestion) => {
  limitMemory(bytes);
  void instance().then((graphviz) => process.send?.(graphviz.renderString(dot, { format: "svg_inline" })));
});

/** Emscripten takes it for a system that has no more. */
function limitMemory(bytes: number): void {
  const grow = WebAssembly.Memory.prototype.grow;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65_536 > bytes) throw new RangeError(`Graphviz asks for more than ${bytes} bytes`);
    return grow.call(this, pages);
  };
}
