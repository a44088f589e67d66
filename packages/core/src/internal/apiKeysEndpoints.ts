import * as Schema from "effect/Schema"
import { ApiKey } from "../ApiKey.js"
import { ApiKeySummary } from "../ApiKeySummary.js"
import { CreateApiKey, CreatedApiKey } from "../CreateApiKey.js"
import { UpdateApiKey } from "../UpdateApiKey.js"
import * as Endpoint from "./endpoint.js"
import { PathSegment } from "./pathSegment.js"
import { Undocumented } from "./wireField.js"

export const get = Endpoint.make({
  operation: "ApiKeys.get",
  method: "GET",
  path: "/developers/api_keys/{id}",
  input: Schema.Struct({ id: PathSegment }),
  output: ApiKey
})

export const list = Endpoint.make({
  operation: "ApiKeys.list",
  method: "GET",
  path: "/developers/api_keys",
  input: Schema.Struct({}),
  output: Schema.Array(ApiKeySummary)
})

export const create = Endpoint.make({
  operation: "ApiKeys.create",
  method: "POST",
  path: "/developers/api_keys",
  input: CreateApiKey,
  output: CreatedApiKey
})

export const update = Endpoint.make({
  operation: "ApiKeys.update",
  method: "PUT",
  path: "/developers/api_keys/{id}",
  input: Schema.Struct({ id: PathSegment, ...UpdateApiKey.fields }),
  output: Undocumented
})
