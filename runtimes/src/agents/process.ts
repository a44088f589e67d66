// For runtimes with `node:` modules: a line of JSON in, a line out, both percent-encoded.
import { performJson } from "effect-bitgpt-conformance/adapters/anywhere"
import { createInterface } from "node:readline"
import { answer } from "./answer.js"

createInterface({ input: process.stdin }).on("line", (line) => {
  void answer(performJson, decodeURIComponent(line)).then((text) =>
    process.stdout.write(`${encodeURIComponent(text)}\n`)
  )
})
