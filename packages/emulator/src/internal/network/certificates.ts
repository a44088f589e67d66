import * as Effect from "effect/Effect"
import { isIP } from "node:net"

/** A certificate and its private key, in PEM form. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

const day = 24 * 60 * 60 * 1000

/** Days from now on the machine's clock: it is what TLS clients go by, not Effect's `Clock`. */
const daysFromNow = (days: number): Date => new Date(new Date().getTime() + days * day)

// Loaded when it is needed: few programs ask for `https`.
const selfsigned = Effect.promise(() => import("selfsigned"))

/** Makes a certificate authority of its own. */
export const authority: Effect.Effect<Certificate> = Effect.flatMap(selfsigned, ({ generate }) =>
  Effect.map(
    Effect.promise(() =>
      generate([{ name: "commonName", value: "effect-bitgpt-emulator" }], {
        keyType: "ec",
        algorithm: "sha256",
        notBeforeDate: daysFromNow(-60),
        notAfterDate: daysFromNow(30),
        extensions: [
          { name: "basicConstraints", cA: true, critical: true },
          { name: "keyUsage", keyCertSign: true, critical: true }
        ]
      })
    ),
    ({ cert, private: key }) => ({ cert, key })
  )
)

/** Makes a certificate for host names and addresses. */
export const issue = (
  ca: Certificate,
  hosts: readonly [string, ...ReadonlyArray<string>],
  { expired = false }: { readonly expired?: boolean } = {}
): Effect.Effect<Certificate> =>
  Effect.flatMap(selfsigned, ({ generate }) =>
    Effect.map(
      Effect.promise(() =>
        generate([{ name: "commonName", value: hosts[0] }], {
          ca,
          keyType: "ec",
          algorithm: "sha256",
          notBeforeDate: daysFromNow(-30),
          notAfterDate: daysFromNow(expired ? -1 : 30),
          extensions: [
            { name: "basicConstraints", cA: false, critical: true },
            { name: "keyUsage", digitalSignature: true, critical: true },
            { name: "extKeyUsage", serverAuth: true },
            {
              name: "subjectAltName",
              altNames: hosts.map((host) =>
                isIP(host) === 0 ? { type: 2, value: host } : { type: 7, ip: host }
              )
            }
          ]
        })
      ),
      ({ cert, private: key }) => ({ cert, key })
    )
  )
