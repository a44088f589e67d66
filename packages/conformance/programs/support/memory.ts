import { setFlagsFromString } from "node:v8"
import { createContext, Script } from "node:vm"

setFlagsFromString("--expose-gc")
const collect = new Script("gc()")
const context = createContext()

/** Bytes that are in use on the heap, and outside of it, once all garbage is gone. */
export const retainedBytes = async (): Promise<number> => {
  for (let round = 0; round < 3; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20))
    collect.runInContext(context)
  }
  const { arrayBuffers, heapUsed } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
