// A fresh process: how long it takes to load a module, or to load a contender and make a first call, in
// milliseconds.
//
//   start.js import MODULE
//   start.js call CONTENDER URL
//   start.js profile MODULE         the import, by whose code it is
import { keyId } from "../body.js"
import { loadContender } from "../contenders/index.js"
import { packageOf } from "../profiles/owners.js"
import { timesOf } from "../profiles/profile.js"

const [mode, subject = "", baseUrl = ""] = process.argv.slice(2)

const action =
  mode === "call"
    ? async () => {
        const session = await (await loadContender(subject)).open(baseUrl)
        await session.get(keyId)
      }
    : () => import(subject)

if (mode === "profile") {
  const owners = await timesOf(action, packageOf, 100)
  process.send?.(
    Object.fromEntries(Array.from(owners, ([owner, micros]) => [owner, [micros / 1000]]))
  )
} else {
  const before = performance.now()
  await action()
  process.send?.({ millis: [performance.now() - before] })
}
