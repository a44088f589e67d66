import { NodeHttpServer } from "@effect/platform-node"
import { Config, Duration, Effect, Layer, Schedule } from "effect"
import { createServer, type ServerResponse } from "node:http"

/**
 * A server of Node, and what stops it without cutting anybody off. `close` alone isn't enough: it waits for
 * connections that browsers hold open, for ever where they send nothing.
 */
const makeServer = (grace: Duration.Duration) => {
  const underWay = new Set<ServerResponse>()
  const server = createServer((_, response) => {
    underWay.add(response)
    response.once("close", () => underWay.delete(response))
    // While the server stops, an answer is the last one on its connection.
    if (!server.listening) response.setHeader("connection", "close")
  })
  const answered = Effect.repeat(
    Effect.sync(() => underWay.size === 0),
    { until: (isOver) => isOver, schedule: Schedule.spaced("20 millis") }
  )
  const stop = Effect.sync(() => server.close()).pipe(
    Effect.zipRight(answered),
    // A finalizer can't be interrupted unless it says so, and this one has a time limit.
    Effect.interruptible,
    Effect.timeoutOption(grace),
    Effect.zipRight(
      Effect.sync(() => {
        server.closeAllConnections()
      })
    )
  )
  return { server, stop }
}

/**
 * Serves an application at `PORT`. When the layer ends, the server first takes no more connections and
 * answers what it has begun, for `SHOP_REQUEST_GRACE` at most; only then the rest of the application ends.
 */
export const serve = <E, R>(application: Layer.Layer<never, E, R>) =>
  Effect.gen(function* () {
    const host = yield* Config.string("HOST").pipe(Config.withDefault("0.0.0.0"))
    const port = yield* Config.integer("PORT").pipe(Config.withDefault(3000))
    const grace = yield* Config.duration("SHOP_REQUEST_GRACE").pipe(
      Config.withDefault(Duration.seconds(15))
    )
    const { server, stop } = makeServer(grace)
    // Layers end in the opposite order: this one is built last.
    return Layer.scopedDiscard(Effect.addFinalizer(() => stop)).pipe(
      Layer.provide(application),
      Layer.provideMerge(NodeHttpServer.layer(() => server, { host, port }))
    )
  }).pipe(Layer.unwrapEffect)
