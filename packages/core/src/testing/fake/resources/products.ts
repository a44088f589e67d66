import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import {
  type BillingSchemaRecord,
  type ConfigurationRecord,
  ProductRecord
} from "../records/ProductRecord.js"
import * as Input from "../server/input.js"
import { type Route, route } from "../server/route.js"
import type { World } from "../world/World.js"
import * as Amount from "../values/amount.js"
import { currencies } from "../values/currencies.js"
import * as Time from "../values/time.js"
import { found } from "./found.js"

const price = Input.number.pipe(
  Schema.filter((value) => value >= 0, { message: () => "must not be negative." })
)

const ConfigurationInput = Schema.Struct({
  starts_at: Input.maybe(price),
  ends_at: Input.maybe(price),
  price_per_unit: price,
  metric: Input.maybe(Schema.Struct({ id: Input.maybe(Input.text) }))
})

const SchemaInput = Schema.Struct({
  name: Input.maybe(Input.text),
  description: Input.maybe(Input.text),
  currency: Input.oneOf(currencies),
  type: Input.text,
  base_price: price,
  interval_type: Input.maybe(Input.text),
  interval_count: Input.maybe(Input.integer(1)),
  payment_type: Input.maybe(Input.text),
  renew_type: Input.maybe(Input.text),
  billing_type: Input.maybe(Input.text),
  configurations: Input.maybe(Input.list(ConfigurationInput))
})

const CreateInput = Schema.Struct({
  name: Input.maybe(Input.text),
  description: Input.maybe(Input.text),
  metadata: Input.maybe(Input.object),
  schemas: Input.maybe(Input.list(SchemaInput))
})

const configuration = (record: ConfigurationRecord, schemaId: string) => ({
  id: record.id,
  version_group_id: record.id,
  is_active: record.is_active,
  schema_id: schemaId,
  starts_at: Amount.format(Amount.of(record.starts_at), 12),
  ends_at: record.ends_at === null ? null : Amount.format(Amount.of(record.ends_at), 12),
  price_per_unit: Amount.format(Amount.of(record.price_per_unit)),
  metric_id: record.metric_id,
  created_at: record.created_at,
  updated_at: record.updated_at
})

/** A billing schema as the API prints it. */
export const billingSchema = (record: BillingSchemaRecord, product: ProductRecord) => ({
  id: record.id,
  version_group_id: record.id,
  is_active: record.is_active,
  name: record.name,
  description: record.description,
  organization_id: product.organization_id,
  product_id: product.id,
  type: record.type,
  currency: record.currency,
  base_price: Amount.format(Amount.of(record.base_price)),
  interval_type: record.interval_type,
  interval_count: record.interval_count,
  payment_type: record.payment_type,
  renew_type: record.renew_type,
  billing_type: record.billing_type,
  created_at: record.created_at,
  updated_at: record.updated_at,
  configurations: record.configurations.map((each) => configuration(each, record.id))
})

/** A product as the API prints it. */
export const product = (record: ProductRecord) => ({
  id: record.id,
  version_group_id: record.id,
  is_active: record.is_active,
  name: record.name,
  organization_id: record.organization_id,
  description: record.description,
  image_id: record.image_id,
  metadata: record.metadata,
  created_at: record.created_at,
  updated_at: record.updated_at,
  schemas: record.schemas.map((schema) => billingSchema(schema, record))
})

export const routes = ({ identifiers, products, publish }: World): ReadonlyArray<Route> => {
  const decimal = (value: number): string => Amount.format(Amount.of(String(value)))

  const newConfiguration = (
    input: typeof ConfigurationInput.Type,
    created_at: string
  ): ConfigurationRecord => ({
    id: `config_${identifiers.uuid()}`,
    is_active: 1,
    starts_at: decimal(input.starts_at ?? 0),
    ends_at: typeof input.ends_at === "number" ? decimal(input.ends_at) : null,
    price_per_unit: decimal(input.price_per_unit),
    metric_id: input.metric?.id ?? `metric_${identifiers.uuid()}`,
    created_at,
    updated_at: null
  })

  const newSchema = (input: typeof SchemaInput.Type, created_at: string): BillingSchemaRecord => ({
    id: `schema_${identifiers.uuid()}`,
    is_active: 1,
    name: input.name ?? "",
    description: input.description ?? null,
    type: input.type,
    currency: input.currency,
    base_price: decimal(input.base_price),
    interval_type: input.interval_type ?? null,
    interval_count: input.interval_count ?? null,
    payment_type: input.payment_type ?? null,
    renew_type: input.renew_type ?? null,
    billing_type: input.billing_type ?? null,
    configurations: (input.configurations ?? []).map((each) => newConfiguration(each, created_at)),
    created_at,
    updated_at: null
  })

  return [
    route("GET /products", "products.read", () =>
      Effect.sync(() => ({ data: products.all().map(product) }))
    ),
    route("POST /products", "products.create", (request) =>
      Effect.gen(function* () {
        const input = yield* Input.readJson(CreateInput, request)
        const created_at = Time.format(request.now)
        const record = ProductRecord.make({
          id: `product_${identifiers.uuid()}`,
          name: input.name ?? "",
          description: input.description ?? null,
          metadata: input.metadata ?? {},
          schemas: (input.schemas ?? []).map((each) => newSchema(each, created_at)),
          created_at
        })
        products.set(record)
        yield* publish("product.created", record.id, product(record), request.now)
        return { data: { id: record.id } }
      })
    ),
    route("GET /products/{id}", "products.read", ({ id }) =>
      Effect.map(found(products, id), (record) => ({ data: product(record) }))
    )
  ]
}
