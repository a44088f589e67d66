/**
 * The addresses that an emulator has or knows of. They are how a client meets what no running server
 * answers: ask the emulator for the URL and give it to the client as its base URL.
 *
 * @example
 * ```ts
 * import { Emulator } from "effect-bitgpt-emulator"
 * import { BitGptNode } from "effect-bitgpt/node"
 * import { Effect, Layer } from "effect"
 *
 * const Refused = Layer.unwrapEffect(
 *   Effect.gen(function* () {
 *     const { accessToken, urlOf } = yield* Emulator
 *     return BitGptNode.layer({ accessToken, baseUrl: yield* urlOf("ConnectionRefused") })
 *   })
 * )
 * ```
 *
 * @module
 */
import * as Schema from "effect/Schema"

/**
 * - `Main`: the emulator, over `http`.
 * - `Https`: the same over `https`, with a certificate for `localhost` and loopback addresses. A
 *   client that was not given the emulator's `certificate` fails: it does not trust the issuer.
 * - `Other`: another origin that answers everything with 200 and records it. A token must not get
 *   there.
 * - `ConnectionRefused`: a port that stays closed.
 * - `UnknownHost`: a name that no DNS knows.
 * - `TlsHandshakeFailure`: a port where the server breaks off every handshake.
 * - `ExpiredCertificate`, `WrongHostCertificate`: as `Https`, from the same issuer, with a
 *   certificate that is not valid any more, or for another host.
 */
export const Origin = Schema.Literal(
  "Main",
  "Https",
  "Other",
  "ConnectionRefused",
  "UnknownHost",
  "TlsHandshakeFailure",
  "ExpiredCertificate",
  "WrongHostCertificate"
)

/** An address that an emulator has or knows of. */
export type Origin = typeof Origin.Type
