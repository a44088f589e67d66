// The process of one contender: does the tasks that it is sent, one at a time.
import * as Schema from "effect/Schema"
import { idAnsweredWith, keyId } from "../body.js"
import type { Session } from "../contender.js"
import { loadContender } from "../contenders/index.js"
import { type Figures, type Reply, Task } from "../protocol.js"
import { calls } from "../tasks/calls.js"
import { check } from "../tasks/check.js"
import { allocation, lasting } from "../tasks/memory.js"
import { profile } from "../tasks/profile.js"

const decodeTask = Schema.decodeUnknownSync(Task)

const perform = (session: Session, task: Task): Promise<Figures> => {
  const get = () => session.get(keyId)
  switch (task._tag) {
    case "Check":
      return check(session)
    case "Calls":
      return calls(task.calls, task.concurrency, get)
    case "Refused": {
      const id = idAnsweredWith(task.status)
      return calls(task.calls, 1, () => session.refused(id))
    }
    case "Allocation":
      return allocation(task.calls, get)
    case "Lasting":
      return lasting(task.calls, get)
    case "Profile":
      return profile(task.what, task.calls, get)
  }
}

const answer = (reply: Reply): void => {
  process.send?.(reply)
}

const [name = "", baseUrl = ""] = process.argv.slice(2)
const contender = await loadContender(name)
const session = await contender.open(baseUrl)

process.on("message", (message) => {
  Promise.resolve()
    .then(() => perform(session, decodeTask(message)))
    .then(
      (figures) => {
        answer({ _tag: "Done", figures })
      },
      (cause: unknown) => {
        answer({
          _tag: "Failed",
          message: cause instanceof Error ? (cause.stack ?? "") : String(cause)
        })
      }
    )
})
process.on("disconnect", () => {
  process.exit()
})
