// A real process that is told to stop while a customer's request is on its way, and what it leaves at its
// collector.
import { assert, it } from "@effect/vitest"
import { Emulator } from "effect-bitgpt-emulator"
import { Effect, Fiber, Redacted, Schedule } from "effect"
import { spawn } from "node:child_process"
import * as http from "node:http"
import { connect } from "node:net"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { addProducts } from "../dev/development.js"
import { Collector } from "./collector.js"

const folder = fileURLToPath(new URL("..", import.meta.url))

/** The shop as production runs it, at the address that it logs. */
const startShop = (environment: Record<string, string>) =>
  Effect.gen(function* () {
    const shop = yield* Effect.acquireRelease(
      Effect.sync(() =>
        spawn(process.execPath, ["--import", "tsx", "src/main.ts"], {
          cwd: folder,
          env: { ...process.env, HOST: "127.0.0.1", PORT: "0", ...environment },
          stdio: ["ignore", "pipe", "inherit"]
        })
      ),
      (shop) => Effect.sync(() => shop.kill("SIGKILL"))
    )
    let log = ""
    shop.stdout.setEncoding("utf8").on("data", (text: string) => {
      log += text
    })
    const address = yield* Effect.suspend(() =>
      Effect.fromNullable(/Listening on (http:[^"]*)/.exec(log)?.[1])
    ).pipe(Effect.retry(Schedule.spaced("20 millis")))
    const ended = Effect.async<number | NodeJS.Signals | null>((resume) => {
      shop.once("exit", (code, signal) => {
        resume(Effect.succeed(signal ?? code))
      })
    })
    return { address, ended, log: () => log, stop: Effect.sync(() => shop.kill("SIGTERM")) }
  })

const isRefused = (address: string) =>
  Effect.async<boolean>((resume) => {
    const { hostname, port } = new URL(address)
    const socket = connect(Number(port), hostname)
    socket.once("connect", () => {
      socket.destroy()
      resume(Effect.succeed(false))
    })
    socket.once("error", () => {
      resume(Effect.succeed(true))
    })
  })

/** Begins a request: its head has arrived, and its body comes when the test says so. */
const beginOrder = (address: string, order: unknown) =>
  Effect.gen(function* () {
    const body = JSON.stringify(order)
    const request = http.request(`${address}/orders/${crypto.randomUUID()}`, {
      method: "PUT",
      headers: {
        "content-type": "application/json",
        "content-length": Buffer.byteLength(body),
        expect: "100-continue"
      }
    })
    const answered = yield* Effect.fork(
      Effect.async<http.IncomingMessage, Error>((resume) => {
        request.once("response", (response) => {
          resume(Effect.succeed(response))
        })
        request.once("error", (error) => {
          resume(Effect.fail(error))
        })
      })
    )
    yield* Effect.async<void>((resume) => {
      request.once("continue", () => {
        resume(Effect.void)
      })
      request.flushHeaders()
    })
    return {
      isAnswered: () => answered.unsafePoll() !== null,
      finish: Effect.gen(function* () {
        request.end(body)
        const response = yield* Fiber.join(answered)
        return {
          status: response.statusCode,
          text: yield* Effect.promise(() => text(response))
        }
      })
    }
  })

it.live(
  "a shop that is told to stop takes nothing new, answers what it has begun, and loses no span",
  () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const collector = yield* Collector
      yield* addProducts
      const secret = crypto.randomUUID()
      const accessToken = Redacted.value(emulator.accessToken)
      const shop = yield* startShop({
        BITGPT_ACCESS_TOKEN: accessToken,
        BITGPT_BASE_URL: emulator.baseUrl,
        BITGPT_WEBHOOK_SECRET: secret,
        SHOP_URL: "https://shop.example",
        // Longer than any machine needs.
        SHOP_REQUEST_GRACE: "5 minutes",
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint
      })
      const [product] = yield* emulator.products.all
      const order = yield* beginOrder(shop.address, {
        email: "ada@example.com",
        lines: [{ productId: product?.id, quantity: 2 }]
      })
      // A browser that holds a connection open and says nothing.
      const silent = connect(Number(new URL(shop.address).port), "127.0.0.1")
      // The shop may reset it at its end.
      silent.on("error", () => undefined)
      yield* Effect.addFinalizer(() => Effect.sync(() => silent.destroy()))

      const ended = yield* Effect.fork(shop.ended)
      yield* shop.stop
      yield* Effect.repeat(isRefused(shop.address), {
        until: (refused) => refused,
        schedule: Schedule.spaced("20 millis")
      })
      assert.isFalse(order.isAnswered(), "the customer still waits")

      const answer = yield* order.finish
      assert.strictEqual(answer.status, 200, answer.text)
      assert.include(answer.text, "checkoutUrl")
      assert.strictEqual(yield* Fiber.join(ended), 0)
      assert.strictEqual(yield* emulator.openConnections, 0)

      const spans = yield* collector.spans
      assert.include(
        spans.map(({ name }) => name),
        "http.server PUT"
      )
      for (const word of [accessToken, secret]) assert.notInclude(shop.log(), word)
    }).pipe(Effect.scoped, Effect.provide([Emulator.layerConfigProvider(), Collector.layer])),
  60_000
)
