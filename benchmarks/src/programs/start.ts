// A fresh process: how long it takes to load a module, or to load a contender and make a first call, in
// milliseconds.
//
//   start.js import MODULE
//   start.js call CONTENDER URL
import { keyId } from "../body.js"
import { loadContender } from "../contenders/index.js"

const [mode, subject = "", baseUrl = ""] = process.argv.slice(2)

const action =
  mode === "import"
    ? () => import(subject)
    : async () => {
        const session = await (await loadContender(subject)).open(baseUrl)
        await session.get(keyId)
      }

const before = performance.now()
await action()
process.send?.({ millis: [performance.now() - before] })
