// The process of one contender: does the tasks that it is sent, one at a time.
import * as Schema from "effect/Schema"
import { idAnsweredWith, keyId } from "../body.js"
import type { Session } from "../contender.js"
import { loadContender } from "../contenders/index.js"
import { type Figures, type Reply, Task } from "../protocol.js"
import { check } from "../tasks/check.js"
import { concurrent } from "../tasks/concurrent.js"
import { allocation, retained } from "../tasks/memory.js"
import { sequential } from "../tasks/sequential.js"

const decodeTask = Schema.decodeUnknownSync(Task)

const perform = (session: Session, task: Task): Promise<Figures> => {
  const get = () => session.get(keyId)
  switch (task._tag) {
    case "Check":
      return check(session)
    case "Sequential":
      return sequential(task.calls, get)
    case "Refused": {
      const id = idAnsweredWith(task.status)
      return sequential(task.calls, () => session.refused(id))
    }
    case "Concurrent":
      return concurrent(task.calls, task.concurrency, get)
    case "Allocation":
      return allocation(task.calls, get)
    case "Retained":
      return retained(task.calls, get)
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
