import { mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { runProgram } from "../../processes.js"
import { bytesIn, type HeapBytes } from "../../profiles/heap.js"

/** What a stream's heap grows by between the first of the looks and the last but one, at which more invoices are to
 * come too. Takes what `stream.js` takes. */
export const heapGrowth = async (args: ReadonlyArray<string>): Promise<HeapBytes> => {
  const folder = mkdtempSync(join(tmpdir(), "heap-"))
  try {
    await runProgram("stream.js", [...args, folder])
    const [first, last] = readdirSync(folder)
      .sort((one, other) => parseInt(one, 10) - parseInt(other, 10))
      .map((name) => bytesIn(join(folder, name)))
    if (first === undefined || last === undefined) throw new Error("no snapshots of the heap")
    return { code: last.code - first.code, values: last.values - first.values }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
