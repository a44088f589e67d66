import { createInterface } from "node:readline"

/** For runtimes with `node:` modules: a line of JSON in, a line out, both percent-encoded. */
export const answerLines = (answer: (question: string) => Promise<string>): void => {
  createInterface({ input: process.stdin }).on("line", (line) => {
    void answer(decodeURIComponent(line)).then((text) =>
      process.stdout.write(`${encodeURIComponent(text)}\n`)
    )
  })
}
