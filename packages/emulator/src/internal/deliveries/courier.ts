import type { Collection, Delivery, DeliveryAttempt } from "effect-bitgpt/fake"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Queue from "effect/Queue"
import type * as Scope from "effect/Scope"
import type { DeliveryFault } from "../../DeliveryFault.js"
import { isLoopback } from "../network/isLoopback.js"
import { isSuccess, send } from "./send.js"

/** Sends the deliveries of a fake. */
export interface Courier {
  /** Sends what is new. */
  readonly collect: Effect.Effect<void>
  /** Removes what is new. */
  readonly discard: Effect.Effect<void>
  /** One fault for each of the next deliveries. */
  readonly script: (faults: Iterable<DeliveryFault>) => Effect.Effect<void>
}

export interface CourierOptions {
  readonly deliveries: Collection<Delivery>
  /** Whether deliveries also go to other machines. */
  readonly deliverAnywhere: boolean
  readonly onAttempt: (delivery: Delivery, attempt: DeliveryAttempt) => Effect.Effect<void>
}

/** The pauses before the second, third and fourth attempt. */
const pauses = ["1 second", "5 seconds", "25 seconds"] as const

const wrongSignature = { "x-webhook-signature": "0".repeat(64) }

export const make = ({
  deliverAnywhere,
  deliveries,
  onAttempt
}: CourierOptions): Effect.Effect<Courier, never, Scope.Scope> =>
  Effect.gen(function* () {
    const scope = yield* Effect.scope
    const queue = yield* Queue.unbounded<Delivery>()
    const faults: Array<DeliveryFault> = []
    const held: Array<Delivery> = []
    // Ids are numbers that grow.
    let lastSeen = 0

    const unseen = Effect.map(deliveries.all, (all) => {
      const fresh = all.filter(({ id }) => Number(id) > lastSeen)
      lastSeen = Math.max(lastSeen, ...fresh.map(({ id }) => Number(id)))
      return fresh
    })

    const log = (id: string, attempt: DeliveryAttempt, done: boolean) =>
      Effect.gen(function* () {
        const current = yield* deliveries.get(id)
        if (Option.isNone(current)) return
        const delivery = current.value
        yield* deliveries.set({
          ...delivery,
          attempts: [...delivery.attempts, attempt],
          done: delivery.done || done
        })
        yield* onAttempt(delivery, attempt)
      })

    const giveUp = (delivery: Delivery, error: string) =>
      Effect.flatMap(Clock.currentTimeMillis, (at) =>
        log(delivery.id, { at, status: null, body: null, error }, true)
      )

    const attempt = (
      delivery: Delivery,
      changes: Readonly<Record<string, string>>,
      isLast: boolean
    ): Effect.Effect<boolean> =>
      Effect.gen(function* () {
        const outcome = yield* send(delivery, changes)
        const done = isSuccess(outcome)
        yield* log(delivery.id, outcome, done || isLast)
        return done
      })

    /** Ends after the first attempt; the others are made in the background. */
    const deliver = (delivery: Delivery, changes: Readonly<Record<string, string>> = {}) =>
      Effect.gen(function* () {
        if (!URL.canParse(delivery.url)) {
          return yield* giveUp(delivery, "not sent: the address is not a URL")
        }
        if (!deliverAnywhere && !isLoopback(new URL(delivery.url).hostname)) {
          return yield* giveUp(delivery, "not sent: the address is not on this machine")
        }
        if (yield* attempt(delivery, changes, false)) return
        const retry = Effect.gen(function* () {
          for (const [index, pause] of pauses.entries()) {
            yield* Effect.sleep(pause)
            if (yield* attempt(delivery, changes, index === pauses.length - 1)) return
          }
        })
        yield* Effect.forkIn(retry, scope)
      })

    const releaseHeld = Effect.suspend(() =>
      Effect.forEach(held.splice(0), (delivery) => deliver(delivery), { discard: true })
    )

    const deliverWith = (fault: DeliveryFault | undefined, delivery: Delivery) => {
      switch (fault?._tag) {
        case "Delay":
          return Effect.zipRight(Effect.sleep(fault.millis), deliver(delivery)).pipe(
            Effect.forkIn(scope),
            Effect.asVoid
          )
        case "Repeat":
          return Effect.replicateEffect(deliver(delivery), fault.times + 1, { discard: true })
        case "WrongSignature":
          return deliver(delivery, wrongSignature)
        default:
          return deliver(delivery)
      }
    }

    const process = (delivery: Delivery): Effect.Effect<void> =>
      Effect.suspend(() => {
        const fault = faults.shift()
        switch (fault?._tag) {
          case "Drop":
            return giveUp(delivery, "not sent: dropped by a fault")
          case "Reorder":
            held.push(delivery)
            return Effect.void
          default:
            return Effect.zipRight(deliverWith(fault, delivery), releaseHeld)
        }
      })

    yield* Effect.forkIn(Effect.forever(Effect.flatMap(Queue.take(queue), process)), scope)

    return {
      collect: Effect.flatMap(unseen, (fresh) => Queue.offerAll(queue, fresh)),
      discard: Effect.flatMap(unseen, (fresh) =>
        Effect.forEach(fresh, ({ id }) => deliveries.remove(id), { discard: true })
      ),
      script: (next) => Effect.sync(() => void faults.push(...next))
    }
  })
