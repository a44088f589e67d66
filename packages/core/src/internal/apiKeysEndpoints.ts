import * as Schema from "effect/Schema"
import { ApiKey, ApiKeyId } from "../ApiKey.js"
import * as Endpoint from "./endpoint.js"

export const get = Endpoint.make({
  operation: "ApiKeys.get",
  method: "GET",
  path: "/developers/api_keys/{id}",
  parameters: Schema.Struct({ id: ApiKeyId }),
  data: ApiKey
})
