import { assert, describe, it } from "@effect/vitest"
import { Context, Effect, Exit, Layer, Redacted, Scope } from "effect"
import * as net from "node:net"
import { Emulator, Fault, type Origin } from "../src/index.js"
import { call, json, request } from "./support/client.js"
import { oneTick } from "./support/clock.js"
import { keyId } from "./support/wire.js"

const withEmulator = Effect.provide(Emulator.layer())

const errorAt = (origin: Origin, { trusting }: { readonly trusting: boolean }) =>
  Effect.gen(function* () {
    const emulator = yield* Emulator
    const baseUrl = yield* emulator.urlOf(origin)
    const ca = trusting ? { ca: yield* emulator.certificate } : {}
    return yield* Effect.flip(request({ baseUrl, ...ca }))
  })

describe("origins", () => {
  it.scopedLive.each<[Origin, RegExp]>([
    ["ConnectionRefused", /^ECONNREFUSED$/],
    ["UnknownHost", /^(ENOTFOUND|EAI_AGAIN)$/],
    ["TlsHandshakeFailure", /^EPROTO$|HANDSHAKE_FAILURE$/],
    ["ExpiredCertificate", /^CERT_HAS_EXPIRED$/],
    ["WrongHostCertificate", /^ERR_TLS_CERT_ALTNAME_INVALID$/]
  ])("%s: a client that trusts the emulator fails", ([origin, error]) =>
    Effect.gen(function* () {
      assert.match(yield* errorAt(origin, { trusting: true }), error)
      const { requests } = yield* Emulator
      assert.deepStrictEqual(yield* requests, [])
    }).pipe(withEmulator)
  )

  it.scopedLive("Https: stops at once, also in the middle of a handshake", () =>
    Effect.gen(function* () {
      const scope = yield* Scope.make()
      const context = yield* Layer.buildWithScope(Emulator.layer(), scope)
      const emulator = Context.get(context, Emulator)
      const { hostname, port } = new URL(yield* emulator.urlOf("Https"))
      const socket = net.connect(Number(port), hostname)
      const closed = Effect.async<void>((resume) => {
        socket.on("close", () => {
          resume(Effect.void)
        })
      })
      yield* Effect.repeat(Effect.zipRight(oneTick, emulator.openConnections), {
        until: (open) => open === 1
      })
      yield* Scope.close(scope, Exit.void)
      yield* closed
      assert.strictEqual(yield* emulator.openConnections, 0)
    })
  )

  it.scopedLive("Https: the same API, for who trusts its issuer", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      assert.strictEqual(
        yield* errorAt("Https", { trusting: false }),
        "UNABLE_TO_VERIFY_LEAF_SIGNATURE"
      )
      const sent = { baseUrl: yield* emulator.urlOf("Https"), ca: yield* emulator.certificate }
      assert.strictEqual((yield* request(sent)).status, 200)
      yield* emulator.script([Fault.status(503)])
      assert.strictEqual((yield* request(sent)).status, 503)
      const requests = yield* emulator.requests
      assert.deepStrictEqual(
        requests.map(({ origin }) => origin),
        ["Https", "Https"]
      )
      // TLS has no reset: the connection is cut.
      yield* emulator.script([Fault.resetBeforeHeaders])
      assert.strictEqual(yield* Effect.flip(request(sent)), "ECONNRESET")
    }).pipe(withEmulator)
  )

  it.scopedLive("a redirect from https to http names the emulator over http", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      yield* emulator.script([Fault.redirect("InsecureOrigin", { status: 307 })])
      const answer = yield* request({
        baseUrl: yield* emulator.urlOf("Https"),
        ca: yield* emulator.certificate,
        path: "/developers/api_keys?page=2"
      })
      assert.strictEqual(answer.status, 307)
      assert.strictEqual(answer.headers.location, `${emulator.baseUrl}/developers/api_keys?page=2`)
    }).pipe(withEmulator)
  )

  it.scopedLive("a redirect to another origin: what gets there is recorded, its token too", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      yield* emulator.script([Fault.redirect("OtherOrigin")])
      const { headers } = yield* request()
      const other = yield* emulator.urlOf("Other")
      assert.notStrictEqual(other, emulator.baseUrl)
      assert.isTrue(headers.location?.startsWith(`${other}/developers/api_keys/`))

      const answer = yield* request({ baseUrl: other, path: "/x", token: "leaked" })
      assert.strictEqual(answer.status, 200)
      assert.strictEqual(json(answer)["status"], 200)
      const requests = yield* emulator.requests
      assert.deepStrictEqual(
        requests.map(({ origin, path }) => [origin, path]),
        [
          ["Main", `/developers/api_keys/${keyId}`],
          ["Other", "/x"]
        ]
      )
      const token = requests[1]?.accessToken ?? assert.fail("no token")
      assert.strictEqual(Redacted.value(token), "leaked")
    }).pipe(withEmulator)
  )

  it.scopedLive("each origin has one address", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      const [first, second] = yield* Effect.all(
        [emulator.urlOf("ConnectionRefused"), emulator.urlOf("ConnectionRefused")],
        { concurrency: 2 }
      )
      assert.strictEqual(first, second)
      assert.strictEqual(yield* emulator.urlOf("Main"), emulator.baseUrl)
    }).pipe(withEmulator)
  )
})

describe("the listener", () => {
  it.scopedLive("goes down and comes back at the same port", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      yield* emulator.takeDown
      yield* emulator.takeDown
      assert.strictEqual(yield* Effect.flip(request()), "ECONNREFUSED")
      yield* emulator.bringUp
      yield* emulator.bringUp
      assert.strictEqual((yield* request()).status, 200)
    }).pipe(withEmulator)
  )

  it.scopedLive("going down cuts connections; what was under way ends", () =>
    Effect.gen(function* () {
      const emulator = yield* Emulator
      yield* emulator.script([Fault.delayHeaders("1 hour")])
      const fiber = yield* Effect.fork(Effect.flip(request()))
      yield* Effect.repeat(Effect.zipRight(oneTick, emulator.openConnections), {
        until: (open) => open === 1
      })
      yield* Effect.repeat(Effect.zipRight(oneTick, emulator.requests), {
        until: (requests) => requests.length === 1
      })
      yield* emulator.takeDown
      assert.strictEqual(yield* fiber, "ECONNRESET")
      yield* Effect.repeat(Effect.zipRight(oneTick, emulator.openConnections), {
        until: (open) => open === 0
      })
      const requests = yield* emulator.requests
      assert.strictEqual(requests[0]?.outcome, "BrokenOff")
    }).pipe(withEmulator)
  )

  it.live("ends with the scope, and does not wait for open connections", () =>
    Effect.gen(function* () {
      const baseUrl = yield* Effect.gen(function* () {
        const emulator = yield* Emulator
        yield* emulator.script([Fault.stallBody()])
        yield* Effect.promise(() => fetch(`${emulator.baseUrl}/developers/api_keys`))
        yield* emulator.urlOf("Https")
        return emulator.baseUrl
      }).pipe(withEmulator)
      const gone = yield* Effect.flip(Effect.tryPromise(() => fetch(baseUrl)))
      assert.deepNestedInclude(gone, { "error.cause.code": "ECONNREFUSED" })
    })
  )

  it.scopedLive("says in words that a port is taken", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* Emulator
      const port = Number(new URL(baseUrl).port)
      const error = yield* Effect.flip(Effect.provide(call(), Emulator.layer({ port })))
      assert.deepInclude(error, {
        _tag: "ListenError",
        message: `Can't listen at 127.0.0.1:${port}: the port is taken`
      })
      const outOfRange = yield* Effect.flip(Effect.provide(call(), Emulator.layer({ port: -1 })))
      assert.deepInclude(outOfRange, { _tag: "ListenError", port: -1 })
    }).pipe(withEmulator)
  )

  it.scopedLive("listens at all interfaces, and names one that can be called", () =>
    Effect.gen(function* () {
      const { baseUrl } = yield* Emulator
      assert.match(baseUrl, /^http:\/\/127\.0\.0\.1:\d+$/)
      assert.strictEqual((yield* request()).status, 200)
    }).pipe(Effect.provide(Emulator.layer({ host: "0.0.0.0" })))
  )
})
