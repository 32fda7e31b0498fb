import { PassThrough, Writable } from "node:stream";
import { expect, test } from "vitest";
import { Terminal } from "../../cmd/keelson/terminal.ts";

const options = { quiet: false, verbose: false, color: true, progress: true, logFormat: "text" } as const;

function terminalOn(kind: "terminal" | "pipe") {
  const streams = { stdin: new PassThrough(), stdout: new PassThrough(), stderr: new PassThrough() };
  if (kind === "terminal") for (const stream of [streams.stdout, streams.stderr]) Object.assign(stream, { isTTY: true });
  const terminal = new Terminal(options, streams as unknown as Pick<NodeJS.Process, "stdin" | "stdout" | "stderr">);
  return { terminal, said: () => String(streams.stdout.read() ?? ""), noted: () => String(streams.stderr.read() ?? "") };
}

/** Clears the screen, and reads backwards. */
const hostile = "a\u001b[2Jb\u202Ec";

test("a name that would steer a terminal is told in words there, beside colours of our own", async () => {
  const { terminal, said, noted } = terminalOn("terminal");
  await terminal.print(`${terminal.green("InSync")}: ${hostile}`);
  expect(said()).toBe("\u001b[32mInSync\u001b[0m: a⟨U+001B⟩[2Jb⟨U+202E⟩c\n");
  terminal.note(hostile);
  terminal.fault(hostile);
  // Lines of one moment are written together.
  await new Promise(setImmediate);
  expect(noted()).toBe("a⟨U+001B⟩[2Jb⟨U+202E⟩c\n".repeat(2));
});

test("what goes to a file or a pipe is as it is", async () => {
  const { terminal, said } = terminalOn("pipe");
  await terminal.print(hostile);
  expect(said()).toBe(`${hostile}\n`);
});

test("pieces of a result leave together, and the last line ends", async () => {
  const written: string[] = [];
  const out = new Writable({
    decodeStrings: false,
    write: (text, _encoding, done) => {
      written.push(String(text));
      done();
    },
  });
  const streams = { stdin: new PassThrough(), stdout: out, stderr: new PassThrough() };
  const terminal = new Terminal(options, streams as unknown as Pick<NodeJS.Process, "stdin" | "stdout" | "stderr">);
  const line = `${"x".repeat(999)}\n`;
  await terminal.print(Array.from({ length: 200 }, () => line));
  expect(written.join("")).toBe(line.repeat(200));
  expect(written.length).toBeLessThan(5);
  await terminal.print(["one\n", "two"]);
  expect(written.at(-1)).toBe("one\ntwo\n");
});

test("where nobody reads any more, no further pieces are made", async () => {
  const out = new Writable({ write: (_text, _encoding, done) => done(Object.assign(new Error("gone"), { code: "EPIPE" })) });
  const streams = { stdin: new PassThrough(), stdout: out, stderr: new PassThrough() };
  const terminal = new Terminal(options, streams as unknown as Pick<NodeJS.Process, "stdin" | "stdout" | "stderr">);
  let made = 0;
  const pieces = function* () {
    for (; made < 100; made++) yield "x".repeat(100_000);
  };
  await terminal.print(pieces());
  expect(made).toBeLessThan(2);
});

test("what is told beside a result leaves before it", async () => {
  const order: string[] = [];
  const to = (name: string) =>
    new Writable({
      write: (text, _encoding, done) => {
        order.push(`${name}: ${text}`);
        done();
      },
    });
  const streams = { stdin: new PassThrough(), stdout: to("result"), stderr: to("beside") };
  const terminal = new Terminal(options, streams as unknown as Pick<NodeJS.Process, "stdin" | "stdout" | "stderr">);
  terminal.note("one");
  terminal.note("two");
  await terminal.print("three");
  terminal.note("four");
  terminal.flush();
  expect(order).toEqual(["beside: one\n", "beside: two\n", "result: three\n", "beside: four\n"]);
});
