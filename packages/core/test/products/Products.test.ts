import { assert, describe, it } from "@effect/vitest"
import { BigDecimal, DateTime, Effect, Either, FastCheck, Option, Schema } from "effect"
import {
  BillingSchema,
  formatAmount,
  Product,
  type ProductInput,
  Products
} from "../../src/index.js"
import { assertTag } from "../support/assertTag.js"
import { clients, over } from "../support/loopback.js"
import {
  assertSentOnce,
  failure,
  placeholder,
  sentTo,
  serverWith,
  success
} from "../support/resources.js"
import * as samples from "./samples.js"

const [fetchClient] = clients
const id = "product_0197a8d9-8426-7e71-9edf-26301686ed26"

/** The documentation's request as an application writes it. */
const input: ProductInput = {
  name: samples.createProductRequest.name,
  description: samples.createProductRequest.description,
  metadata: samples.createProductRequest.metadata,
  schemas: [
    {
      currency: "GBP",
      name: "Basic Product",
      description: "Basic Product Schema 1234",
      type: "RECURRING",
      basePrice: "104.04",
      intervalType: "MONTH",
      intervalCount: 1,
      paymentType: "ARREARS",
      renewType: "CALENDAR",
      billingType: "FULL",
      configurations: [
        {
          startsAt: BigDecimal.make(1n, 0),
          endsAt: "2.0",
          pricePerUnit: "5.00",
          metric: {
            id: "metric_01978a62-4297-70fb-8bac-3c43e91e0d30",
            metricKey: "metric_key",
            name: "Metric",
            aggregationType: "SUM"
          }
        }
      ]
    }
  ]
}

const create = (input: ProductInput) =>
  Effect.flatMap(Products, (products) => products.create(input))
const list = Effect.flatMap(Products, (products) => products.list())
const get = (id: string) => Effect.flatMap(Products, (products) => products.get(id))

const amounts = (amounts: ReadonlyArray<Option.Option<BigDecimal.BigDecimal>>) =>
  amounts.map(Option.match({ onNone: () => undefined, onSome: (amount) => formatAmount(amount) }))

describe.each(clients)("Products over $name", (client) => {
  it.scopedLive("creates a product by the documentation's request", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(samples.createProduct)

      const created = yield* create(input).pipe(over(client, server))

      assert.strictEqual(created.id, samples.createProduct.data.id)
      assert.deepStrictEqual(sentTo(server), [["POST /products", samples.createProductRequest]])
    })
  )

  it.scopedLive("lists products as the documentation prints them", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(failure(503), samples.listProducts)

      const [product, ...others] = yield* list.pipe(over(client, server))

      assert.isEmpty(others)
      assert.deepStrictEqual(product?.isActive, Option.some(true))
      assert.deepStrictEqual(product?.metadata, Option.some({ category: "api", tier: "premium" }))
      assert.deepStrictEqual(
        Option.map(product?.createdAt ?? Option.none(), DateTime.formatIso),
        Option.some("2024-01-15T10:30:00.000Z")
      )
      const [configuration] = Option.toArray(product?.schemas ?? Option.none())
        .flat()
        .flatMap(({ configurations }) => Option.toArray(configurations).flat())
      assert.deepStrictEqual(configuration?.type, Option.some("monthly"))
      assert.deepStrictEqual(amounts([configuration?.price ?? Option.none()]), ["99.99"])
      assert.deepStrictEqual(
        server.requests.map(({ method, url }) => `${method} ${url}`),
        ["GET /products", "GET /products"]
      )
    })
  )

  it.scopedLive("gets a product as the documentation prints it", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(samples.getProduct)

      const product = yield* get(id).pipe(over(client, server))

      assert.strictEqual(product.name, "Premium API Access")
      assert.strictEqual(product.organizationId, "org_0197a8d9-8426-7e71-9edf-26301686ed26")
      assert.deepStrictEqual(product.isActive, Option.some(true))
      const [schema] = Option.getOrThrow(product.schemas)
      assert.deepStrictEqual(schema?.type, Option.some("RECURRING"))
      const [configuration] = Option.getOrThrow(schema?.configurations ?? Option.none())
      assert.deepStrictEqual(
        amounts([
          schema?.basePrice ?? Option.none(),
          configuration?.startsAt ?? Option.none(),
          configuration?.endsAt ?? Option.none(),
          configuration?.pricePerUnit ?? Option.none()
        ]),
        ["10.03", "1", "2", "5"]
      )
      assert.deepStrictEqual(
        server.requests.map(({ url }) => url),
        [`/products/${id}`]
      )
    })
  )
})

const decode = Schema.decodeUnknownEither(Product)
const { data: wire } = samples.getProduct

describe("Product", () => {
  it("reads the documentation's second sample", () => {
    const product = Either.getOrThrow(decode(samples.getSubscription.data))

    assert.deepStrictEqual(product.imageId, Option.none())
    assert.deepStrictEqual(
      Option.map(product.schemas, ([schema]) =>
        schema?.configurations.pipe(Option.map((_) => _.length))
      ),
      Option.some(Option.some(2))
    )
  })

  it("takes nothing for granted but id, name and organization", () => {
    const bare = { id: "product_1", name: "Coffee", organization_id: "org_1" }
    const product = Either.getOrThrow(decode(bare))

    assert.strictEqual(product.name, "Coffee")
    assert.deepStrictEqual(Schema.encodeSync(Product)(product), bare)
    for (const field of Object.keys(bare)) {
      assert.isTrue(Either.isLeft(decode({ ...bare, [field]: undefined })), field)
    }
  })

  it.each([
    ["is_active", 1, "isActive", true],
    ["is_active", 0, "isActive", false],
    ["is_active", false, "isActive", false],
    ["metadata", [], "metadata", {}]
  ] as const)("reads %s: %j", (name, value, field, expected) => {
    assert.deepStrictEqual<unknown>(
      Either.getOrThrow(decode({ ...wire, [name]: value }))[field],
      Option.some(expected)
    )
  })

  it.each([
    ["is_active", null, "isActive"],
    ["description", 5, "description"],
    ["metadata", "text", "metadata"],
    ["image", "text", "image"],
    ["image_id", null, "imageId"],
    ["created_at", "yesterday", "createdAt"],
    ["updated_at", null, "updatedAt"]
  ] as const)("takes %s: %j for none", (name, value, field) => {
    assert.deepStrictEqual<unknown>(
      Either.getOrThrow(decode({ ...wire, [name]: value }))[field],
      Option.none()
    )
  })

  it.each([
    { id: 5 },
    { id: "" },
    { name: 5 },
    { organization_id: 5 },
    { version_group_id: 5 },
    { is_active: "yes" },
    { schemas: {} },
    { schemas: [{ name: "no id" }] },
    { schemas: [{ id: "schema_1", base_price: "1e3" }] },
    { schemas: [{ id: "schema_1", base_price: "" }] },
    { schemas: [{ id: "schema_1", configurations: [{ price_per_unit: "NaN" }] }] }
  ])("does not read %j", (odd) => {
    assert.isTrue(Either.isLeft(decode({ ...wire, ...odd })))
  })

  it("reads words that the documentation doesn't list", () => {
    const schema = Schema.decodeUnknownSync(BillingSchema)({
      id: "schema_1",
      type: "METERED",
      currency: "XAU",
      interval_type: "WEEK"
    })

    assert.deepStrictEqual(
      [schema.type, schema.currency, schema.intervalType],
      [Option.some("METERED"), Option.some("XAU"), Option.some("WEEK")]
    )
  })

  it("reads the payload of a webhook by the same fields", () => {
    const { image, ...payload } = samples.productCreatedPayload
    const amounts = { base_price: "1", configurations: [] }
    const product = Either.getOrThrow(
      decode({ ...payload, image, schemas: payload.schemas.map((_) => ({ ..._, ...amounts })) })
    )

    assert.deepStrictEqual(
      Option.flatMap(product.image, ({ size }) => size),
      Option.some(image.file_size)
    )
  })

  it.prop(
    "reads what it writes",
    [Product],
    ([product]) => {
      const again = Schema.decodeUnknownSync(Product)(Schema.encodeSync(Product)(product))

      assert.isTrue(Schema.equivalence(Product)(again, product))
    },
    { fastCheck: { numRuns: 30 } }
  )
})

describe("what Products refuses, with nothing sent", () => {
  it.scopedLive.each([
    ["schemas[0].basePrice", { schemas: [{ basePrice: "-0.01" }] }],
    ["schemas[0].basePrice", { schemas: [{ basePrice: "1e3" }] }],
    ["schemas[0].basePrice", { schemas: [{ basePrice: "NaN" }] }],
    ["schemas[0].basePrice", { schemas: [{ basePrice: "" }] }],
    ["schemas[0].basePrice", { schemas: [{ basePrice: "0.1234567890123456789" }] }],
    ["schemas[0].basePrice", { schemas: [{ basePrice: BigDecimal.make(-1n, 2) }] }],
    ["schemas[0].currency", { schemas: [{ currency: "" }] }],
    ["schemas[0].intervalCount", { schemas: [{ intervalCount: 0 }] }],
    [
      "schemas[0].configurations[0].pricePerUnit",
      { schemas: [{ configurations: [{ pricePerUnit: "-1" }] }] }
    ],
    [
      "schemas[0].configurations[0].startsAt",
      { schemas: [{ configurations: [{ startsAt: "9007199254740993" }] }] }
    ],
    ["metadata.count", { metadata: { count: 1n } }],
    ["metadata.at[0]", { metadata: { at: [new Date(0)] } }]
  ] satisfies ReadonlyArray<[string, ProductInput]>)("%s of %#", ([field, refused]) =>
    Effect.gen(function* () {
      const server = yield* serverWith(samples.createProduct)

      const error = yield* create(refused).pipe(Effect.flip, over(fetchClient, server))

      assertTag(error, "ValidationError")
      assert.deepStrictEqual(Object.keys(error.fields), [field])
      assert.isFalse(error.mayHaveTakenEffect)
      assert.isEmpty(server.requests)
    })
  )

  it.scopedLive("a field that is misspelt", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(samples.createProduct)
      const schema = { type: "ONE_TIME", basePrize: "1" }

      const error = yield* create({ schemas: [schema] }).pipe(
        Effect.flip,
        over(fetchClient, server)
      )

      assertTag(error, "ValidationError")
      assert.property(error.fields, "schemas[0].basePrize")
      assert.isEmpty(server.requests)
    })
  )

  it.scopedLive.each(["", "..", "a/b", "a?b"])("the id %j", (id) =>
    Effect.gen(function* () {
      const server = yield* serverWith(samples.getProduct)

      const error = yield* get(id).pipe(Effect.flip, over(fetchClient, server))

      assertTag(error, "ValidationError")
      assert.property(error.fields, "id")
      assert.isEmpty(server.requests)
    })
  )
})

describe("Products.create", () => {
  it.scopedLive("sends an object where nothing is given", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(samples.createProduct)

      yield* create({}).pipe(over(fetchClient, server))

      assert.deepStrictEqual(
        server.requests.map(({ body, headers }) => [body, headers["content-type"]]),
        [["{}", "application/json"]]
      )
    })
  )

  it.scopedLive("is not sent again once it may have arrived", () =>
    assertSentOnce(fetchClient, create(input))
  )
})

describe("the documentation's placeholder", () => {
  it.scopedLive("is no product and no list", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(placeholder)

      const errors = yield* Effect.all([Effect.flip(get(id)), Effect.flip(list)]).pipe(
        over(fetchClient, server)
      )

      for (const error of errors) assertTag(error, "DecodeError")
    })
  )

  it.scopedLive("costs no product that came in an envelope of 201", () =>
    Effect.gen(function* () {
      const server = yield* serverWith({ ...success(wire), status: 201 })

      assert.strictEqual((yield* get(id).pipe(over(fetchClient, server))).id, id)
    })
  )
})

describe("prices on the wire", () => {
  it.scopedLive("are the numbers that were given", () =>
    Effect.gen(function* () {
      const server = yield* serverWith(samples.createProduct)
      const prices = FastCheck.sample(
        FastCheck.tuple(FastCheck.bigInt({ min: 0n, max: 10n ** 15n - 1n }), FastCheck.nat(15)),
        20
      ).map(([value, scale]) => BigDecimal.make(value, scale))

      yield* create({ schemas: prices.map((basePrice) => ({ basePrice })) }).pipe(
        over(fetchClient, server)
      )

      const Body = Schema.parseJson(
        Schema.Struct({ schemas: Schema.Array(Schema.Struct({ base_price: Schema.Number })) })
      )
      const { schemas } = yield* Schema.decodeUnknown(Body)(server.requests[0]?.body)
      assert.deepStrictEqual(
        schemas.map((_) => formatAmount(BigDecimal.unsafeFromNumber(_.base_price))),
        prices.map((price) => formatAmount(price))
      )
    })
  )
})
