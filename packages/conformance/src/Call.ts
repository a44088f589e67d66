/**
 * The calls of the API, as data.
 *
 * @module
 */
import * as Schema from "effect/Schema"

/** A key to create, with the names of the wire. Not checked: a case may be about wrong input. */
export const CreateInput = Schema.Struct({
  label: Schema.String,
  description: Schema.optional(Schema.String),
  scopes: Schema.optional(Schema.Array(Schema.String)),
  ip_allow_list: Schema.optional(Schema.Array(Schema.String)),
  /** ISO 8601, in UTC. */
  expires_at: Schema.optional(Schema.String)
})

/** What to change in a key. */
export const UpdateInput = Schema.Struct({
  label: Schema.String,
  description: Schema.optional(Schema.String)
})

/** `GET /developers/api_keys/{id}` */
export const Get = Schema.TaggedStruct("Get", { id: Schema.String })

/** `GET /developers/api_keys` */
export const List = Schema.TaggedStruct("List", {})

/** `POST /developers/api_keys` */
export const Create = Schema.TaggedStruct("Create", { input: CreateInput })

/** `PUT /developers/api_keys/{id}` */
export const Update = Schema.TaggedStruct("Update", { id: Schema.String, input: UpdateInput })

/** A call. */
export const Call = Schema.Union(Get, List, Create, Update)

/** A call. */
export type Call = typeof Call.Type
