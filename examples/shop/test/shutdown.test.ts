// A real process that is told to stop while a customer waits, and what it leaves at its collector.
import { assert, it } from "@effect/vitest"
import { Emulator, Fault } from "effect-bitgpt-emulator"
import { Effect, Fiber, Redacted, Schedule } from "effect"
import { spawn } from "node:child_process"
import { connect } from "node:net"
import { fileURLToPath } from "node:url"
import { addProducts } from "../dev/development.js"
import { Collector } from "./collector.js"
import { customer } from "./runningShop.js"

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
    ).pipe(Effect.retry({ schedule: Schedule.spaced("20 millis"), times: 700 }))
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
        OTEL_EXPORTER_OTLP_ENDPOINT: collector.endpoint
      })
      const { place } = yield* customer(shop.address)
      // A browser that holds a connection open and says nothing.
      const silent = connect(Number(new URL(shop.address).port), "127.0.0.1")
      yield* Effect.addFinalizer(() => Effect.sync(() => silent.destroy()))

      const arrived = emulator.requests.pipe(
        Effect.filterOrFail((all) => all.some(({ path }) => path === "/invoices")),
        Effect.retry({ schedule: Schedule.spaced("20 millis"), times: 500 })
      )
      yield* emulator.script([Fault.delayHeaders("3 seconds")], { path: "/invoices" })
      const placing = yield* Effect.fork(place)
      yield* arrived
      const ended = yield* Effect.fork(shop.ended)
      yield* shop.stop
      yield* isRefused(shop.address).pipe(
        Effect.repeat({ until: (refused) => refused }),
        Effect.timeout("10 seconds")
      )
      assert.isNull(placing.unsafePoll(), "the customer still waits")

      const { checkoutUrl } = yield* Fiber.join(placing)
      assert.isTrue(checkoutUrl._tag === "Some")
      assert.strictEqual(yield* Fiber.join(ended).pipe(Effect.timeout("10 seconds")), 0)
      assert.strictEqual(yield* emulator.openConnections, 0)

      const spans = yield* collector.spans
      assert.include(
        spans.map(({ name }) => name),
        "http.server PUT"
      )
      for (const word of [accessToken, secret]) assert.notInclude(shop.log(), word)
    }).pipe(Effect.scoped, Effect.provide([Emulator.layerConfigProvider(), Collector.layer])),
  30_000
)
