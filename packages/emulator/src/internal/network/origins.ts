import type * as HttpApp from "@effect/platform/HttpApp"
import * as Effect from "effect/Effect"
import * as Scope from "effect/Scope"
import * as http from "node:http"
import * as https from "node:https"
import type { ListenError } from "../../EmulatorError.js"
import type { Origin } from "../../Origin.js"
import { authority, type Certificate, issue } from "./certificates.js"
import { listen, type Listener, urlHost } from "./listener.js"
import { handshakeFailingPort, refusingPort } from "./sockets.js"

/** The addresses of one emulator. */
export interface Origins {
  readonly main: Listener
  readonly baseUrl: string
  readonly urlOf: (origin: Origin) => Effect.Effect<string>
  readonly certificate: Effect.Effect<string>
  readonly openConnections: Effect.Effect<number>
}

/** Reserved by RFC 6761 to never exist. */
const unknownHost = "https://bitgpt-emulator.invalid"

/** Listens at the main origin, and at the others when they are first asked for. */
export const make = (
  address: { readonly host: string; readonly port: number },
  appOf: (origin: Origin, urlOf: Origins["urlOf"]) => HttpApp.Default
): Effect.Effect<Origins, ListenError, Scope.Scope> =>
  Effect.gen(function* () {
    const scope = yield* Effect.scope
    const { host } = address
    const name = urlHost(host)
    const listeners: Array<Listener> = []

    const lazily = <A, E>(start: Effect.Effect<A, E, Scope.Scope>) =>
      start.pipe(Scope.extend(scope), Effect.uninterruptible, Effect.orDie, Effect.cached)

    const serve = (origin: Origin, server: http.Server, port = 0) =>
      Effect.tap(listen(server, { host, port }, appOf(origin, urlOf)), (listener) =>
        Effect.sync(() => {
          listeners.push(listener)
        })
      )

    const ca = yield* lazily(authority)

    const serveTls = (
      origin: Origin,
      certificate: (ca: Certificate) => Effect.Effect<Certificate>
    ) =>
      ca.pipe(
        Effect.flatMap(certificate),
        Effect.flatMap((options) => serve(origin, https.createServer(options))),
        Effect.map(({ port }) => `https://${name}:${port}`),
        lazily
      )

    const hosts = ["localhost", "127.0.0.1", "::1", host] as const

    const lazy: Readonly<Record<Exclude<Origin, "Main">, Effect.Effect<string>>> = {
      Https: yield* serveTls("Https", (ca) => issue(ca, hosts)),
      Other: yield* lazily(
        Effect.map(
          Effect.suspend(() => serve("Other", http.createServer())),
          ({ port }) => `http://${name}:${port}`
        )
      ),
      ConnectionRefused: yield* lazily(
        Effect.map(refusingPort(host), (port) => `http://${name}:${port}`)
      ),
      UnknownHost: Effect.succeed(unknownHost),
      TlsHandshakeFailure: yield* lazily(
        Effect.map(handshakeFailingPort(host), (port) => `https://${name}:${port}`)
      ),
      ExpiredCertificate: yield* serveTls("ExpiredCertificate", (ca) =>
        issue(ca, hosts, { expired: true })
      ),
      WrongHostCertificate: yield* serveTls("WrongHostCertificate", (ca) =>
        issue(ca, ["somewhere-else.invalid"])
      )
    }

    let baseUrl = ""
    const urlOf = (origin: Origin): Effect.Effect<string> =>
      origin === "Main" ? Effect.sync(() => baseUrl) : lazy[origin]

    const main = yield* serve("Main", http.createServer(), address.port)
    baseUrl = `http://${name}:${main.port}`

    return {
      main,
      baseUrl,
      urlOf,
      certificate: Effect.map(ca, ({ cert }) => cert),
      openConnections: Effect.sync(() =>
        listeners.reduce((sum, listener) => sum + listener.openConnections(), 0)
      )
    }
  })
