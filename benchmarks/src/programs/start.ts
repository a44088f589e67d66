// A fresh process: how long it takes to load code and to make a first call, in milliseconds.
//
//   start.js import MODULES PROGRAM    loads modules (separated by commas), then a program that needs them
//   start.js call CONTENDER URL        loads a contender and calls
import { keyId } from "../body.js"
import { loadContender } from "../contenders/index.js"

const millisOf = async (action: () => Promise<unknown>): Promise<number> => {
  const before = performance.now()
  await action()
  return performance.now() - before
}

const [mode, subject = "", rest = ""] = process.argv.slice(2)

const measured =
  mode === "import"
    ? {
        dependencies: await millisOf(async () => {
          for (const module of subject.split(",")) await import(module)
        }),
        program: await millisOf(() => import(rest))
      }
    : {
        call: await millisOf(async () => {
          const session = await (await loadContender(subject)).open(rest)
          await session.get(keyId)
        })
      }

process.send?.(
  Object.fromEntries(Object.entries(measured).map(([name, millis]) => [name, [millis]]))
)
