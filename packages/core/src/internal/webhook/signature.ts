import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Encoding from "effect/Encoding"
import * as Redacted from "effect/Redacted"

/** How deliveries are signed, for when BitGPT does it otherwise than this library assumes. */
export interface SignatureScheme {
  /**
   * What is signed. Default: the raw body, byte for byte.
   *
   * Gets the body as text and the value of `X-Webhook-Timestamp` as it came.
   */
  readonly signedContent?:
    | ((delivery: { readonly body: string; readonly timestamp: string }) => string | Uint8Array)
    | undefined
  /** How the secret becomes the key. Default: the secret as printed, prefix included, as UTF-8. */
  readonly signingKey?: ((secret: Redacted.Redacted) => string | Uint8Array) | undefined
}

/** A body with the timestamp that its signature may include. */
export interface Signable {
  readonly body: Uint8Array<ArrayBuffer>
  readonly timestamp: string
}

/** Text as UTF-8. Bytes are copied: the caller may change its own array later. */
export const toBytes = (content: string | Uint8Array): Uint8Array<ArrayBuffer> =>
  typeof content === "string" ? new TextEncoder().encode(content) : new Uint8Array(content)

const hexDigest = /^[\da-f]{64}$/i
const base64Digest = /^[\w+/-]{43}=?$/

/**
 * The bytes of a signature in hex, base64 or base64url, with or without `sha256=`. Undefined where they
 * are not the 32 of SHA-256.
 */
export const parseSignature = (text: string): Uint8Array<ArrayBuffer> | undefined => {
  const digest = text.replace(/^sha256=/i, "")
  const bytes = hexDigest.test(digest)
    ? Encoding.decodeHex(digest)
    : base64Digest.test(digest)
      ? Encoding.decodeBase64Url(digest.replaceAll("+", "-").replaceAll("/", "_"))
      : undefined
  return bytes !== undefined && Either.isRight(bytes) ? new Uint8Array(bytes.right) : undefined
}

const importKey = (secret: Redacted.Redacted, { signingKey = Redacted.value }: SignatureScheme) =>
  Effect.suspend(() => {
    const key = toBytes(signingKey(secret))
    return key.byteLength === 0
      ? // Some runtimes take an empty key, and with it everybody can sign.
        Effect.dieMessage("A webhook's secret must not be empty")
      : Effect.promise(() =>
          crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, [
            "sign",
            "verify"
          ])
        )
  })

const contentOf = ({ body, timestamp }: Signable, { signedContent }: SignatureScheme) =>
  signedContent === undefined
    ? body
    : toBytes(
        signedContent({
          body: new TextDecoder("utf-8", { ignoreBOM: true }).decode(body),
          timestamp
        })
      )

/** Whether a signature was made with this secret. WebCrypto compares in constant time. */
export const isSignedWith = (
  secret: Redacted.Redacted,
  signature: Uint8Array<ArrayBuffer>,
  signable: Signable,
  scheme: SignatureScheme
): Effect.Effect<boolean> =>
  Effect.flatMap(importKey(secret, scheme), (key) =>
    Effect.promise(() => crypto.subtle.verify("HMAC", key, signature, contentOf(signable, scheme)))
  )

/** The signature of a delivery in lower-case hex. */
export const sign = (
  secret: Redacted.Redacted,
  signable: Signable,
  scheme: SignatureScheme
): Effect.Effect<string> =>
  importKey(secret, scheme).pipe(
    Effect.flatMap((key) =>
      Effect.promise(() => crypto.subtle.sign("HMAC", key, contentOf(signable, scheme)))
    ),
    Effect.map((signature) => Encoding.encodeHex(new Uint8Array(signature)))
  )
