import * as Undici from "@effect/platform-node/Undici"
import * as Effect from "effect/Effect"
import type { Task } from "../Adapter.js"

/** An agent that trusts the certificate of a task, and is destroyed at the end. */
export const undiciAgent = ({ trustedCertificate }: Task) =>
  Effect.acquireRelease(
    Effect.sync(
      () =>
        new Undici.Agent(
          trustedCertificate === undefined ? {} : { connect: { ca: trustedCertificate } }
        )
    ),
    (agent) => Effect.promise(() => agent.destroy())
  )
