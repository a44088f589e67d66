/** What one odd entry does to a list: where prices are read it fails, elsewhere only its id counts. */
import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import * as Api from "../../../src/index.js"
import { Reply } from "../../../src/testing.js"
import { invoice, payment } from "../../support/entries.js"
import { clientOf } from "../../support/scriptedServer.js"

const product = { id: "product_1", name: "Coffee", organization_id: "org_1" }

const answered = (data: unknown) => clientOf([Reply.json({ status: 200, data })])

const withPrices: ReadonlyArray<
  readonly [
    name: string,
    list: Effect.Effect<void, Api.BitGptError, Api.BitGpt.Services>,
    data: ReadonlyArray<unknown>,
    path: string
  ]
> = [
  [
    "Products.list",
    Effect.asVoid(Effect.flatMap(Api.Products, (products) => products.list())),
    [product, { ...product, schemas: [{ id: "schema_1", base_price: "cheap" }] }],
    "data[1].schemas[0].base_price"
  ],
  [
    "Payments.list",
    Effect.asVoid(Effect.flatMap(Api.Payments, (payments) => payments.list())),
    [payment, { ...payment, price: "much" }],
    "data.items[1].price"
  ],
  [
    "Invoices.list",
    Effect.asVoid(Effect.flatMap(Api.Invoices, (invoices) => invoices.list())),
    [invoice, { ...invoice, price: null }],
    "data.items[1].price"
  ]
]

describe("a list with prices", () => {
  it.effect.each(withPrices)(
    "is a DecodeError where an entry is odd, and says which: %s",
    ([, list, data, path]) =>
      Effect.gen(function* () {
        const error = yield* Effect.flip(list)
        assert(error._tag === "DecodeError")
        assert.strictEqual(error.path, path)
      }).pipe(Effect.provide(answered(data)))
  )
})

describe("a list without prices", () => {
  const odd = {
    secret: {},
    label: 5,
    url: [],
    events: "all",
    scopes: 1,
    ip_allow_list: "none",
    expires_at: "never",
    created_at: "yesterday",
    name: 5,
    size: "large",
    network: {},
    filters: 7,
    metadata: "none"
  }
  const idsOf = (entries: ReadonlyArray<{ readonly id: string }>): ReadonlyArray<string> =>
    entries.map(({ id }) => id)

  it.effect.each([
    [
      "ApiKeys.list",
      Effect.map(
        Effect.flatMap(Api.ApiKeys, (apiKeys) => apiKeys.list()),
        idsOf
      ),
      (list: unknown) => list
    ],
    [
      "Webhooks.list",
      Effect.map(
        Effect.flatMap(Api.Webhooks, (webhooks) => webhooks.list()),
        idsOf
      ),
      (list: unknown) => list
    ],
    [
      "Files.list",
      Effect.map(
        Effect.flatMap(Api.Files, (files) => files.list()),
        ({ items }) => idsOf(items)
      ),
      (items: unknown) => ({ items })
    ],
    [
      "Payments.providers",
      Effect.map(
        Effect.flatMap(Api.Payments, (payments) => payments.providers("invoice_1")),
        idsOf
      ),
      (providers: unknown) => ({ providers })
    ]
  ] as const)("needs nothing but the id of an entry: %s", ([, ids, bodyOf]) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* ids, ["a", "b", "c"])
    }).pipe(
      Effect.provide(answered(bodyOf([{ id: "a", ...odd }, { id: "b" }, { id: "c", ...odd }])))
    )
  )
})

describe("the expanded parts of an invoice", () => {
  it.effect.each([null, {}, "many", 5, { "0": { id: "payment_1" } }, true])(
    "are none where they are no lists: %j",
    (part) =>
      Effect.gen(function* () {
        const { id, items, payments } = yield* Effect.flatMap(Api.Invoices, (invoices) =>
          invoices.get("invoice_1")
        )
        assert.strictEqual(id, "invoice_1")
        assert.isTrue(Option.isNone(items))
        assert.isTrue(Option.isNone(payments))
      }).pipe(Effect.provide(answered({ ...invoice, items: part, payments: part })))
  )

  it.effect("have an entry for each one that came, whatever its form", () =>
    Effect.gen(function* () {
      const { payments } = yield* Effect.flatMap(Api.Invoices, (invoices) =>
        invoices.get("invoice_1")
      )
      assert.deepStrictEqual(
        Option.map(payments, (all) => all.map(({ id, raw }) => ({ id, raw }))),
        Option.some([
          { id: Option.some("payment_1"), raw: { id: "payment_1" } },
          { id: Option.none(), raw: "payment_2" },
          { id: Option.none(), raw: null }
        ])
      )
    }).pipe(
      Effect.provide(answered({ ...invoice, payments: [{ id: "payment_1" }, "payment_2", null] }))
    )
  )
})
