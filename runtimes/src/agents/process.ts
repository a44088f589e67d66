// For runtimes with `node:` modules: a line of JSON in, a line out, both percent-encoded.
import { createInterface } from "node:readline"
import { answer } from "./answer.js"

createInterface({ input: process.stdin }).on("line", (line) => {
  void answer(decodeURIComponent(line)).then((text) =>
    process.stdout.write(`${encodeURIComponent(text)}\n`)
  )
})
