import { assert, describe, it } from "@effect/vitest"
import { Effect, Option, Schema } from "effect"
import { Payments, Provider } from "../../src/index.js"
import { assertTag } from "../support/assertTag.js"
import { clients, over } from "../support/loopback.js"
import { failure, placeholder, serverWith } from "../support/resources.js"
import { listProviders } from "./samples.js"

const [fetchClient] = clients
const providers = (invoiceId: string) => Effect.flatMap(Payments, (_) => _.providers(invoiceId))

describe.each(clients)("Payments.providers over $name", (client) => {
  it.scopedLive("lists providers as the documentation prints them", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(failure(503), listProviders)

      const [provider, ...others] = yield* providers("invoice_1").pipe(over(client, server))

      assert.isEmpty(others)
      assert.deepStrictEqual(provider, {
        id: "prov_solana_usdc",
        provider: Option.some("CRYPTO"),
        network: Option.some("SOLANA"),
        gateway: Option.some("USDC"),
        type: Option.some("native"),
        filters: Option.some(["evm", "svm"]),
        metadata: Option.some({
          decimals: Option.some(6),
          contractAddress: Option.some("0x2791bca1f2de4661ed88a30c99a7a9449aa84174"),
          imageUrl: Option.some("https://example.com/usdc.png"),
          imageUrlNetwork: Option.some("https://example.com/usdc_network.png")
        })
      })
      assert.deepStrictEqual(
        server.requests.map(({ body, method, url }) => [method, url, body]),
        Array.from({ length: 2 }, () => ["GET", "/providers/invoice_1", ""])
      )
    })
  )
})

describe("Payments.providers", () => {
  it.scopedLive.each(["", "..", "a/b"])("refuses the id %j, with nothing sent", (id) =>
    Effect.gen(function* () {
      const server = yield* serverWith(listProviders)

      const error = yield* providers(id).pipe(Effect.flip, over(fetchClient, server))

      assertTag(error, "ValidationError")
      assert.deepStrictEqual(Object.keys(error.fields), ["invoiceId"])
      assert.isEmpty(server.requests)
    })
  )

  it.scopedLive("does not take the placeholder for no providers", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(placeholder)

      const error = yield* providers("invoice_1").pipe(Effect.flip, over(fetchClient, server))

      assertTag(error, "DecodeError")
      assert.strictEqual(error.path, "data.providers")
    })
  )
})

describe("Provider", () => {
  it.each([
    [{ id: 7 }, Option.none()],
    [{ id: "p", metadata: "text" }, Option.none()],
    [
      { id: "p", network: 5, filters: "evm", metadata: { decimals: "six" } },
      Option.some(Option.none())
    ],
    [{ id: "p", metadata: [] }, Option.some(Option.none())]
  ])("takes what it can't read of %j for none", (wire, decimals) => {
    const provider = Schema.decodeUnknownSync(Provider)(wire)

    assert.strictEqual(provider.id, String(wire.id))
    assert.deepStrictEqual([provider.network, provider.filters], [Option.none(), Option.none()])
    assert.deepStrictEqual(
      Option.map(provider.metadata, (_) => _.decimals),
      decimals
    )
  })
})
