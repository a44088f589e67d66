import * as Schema from "effect/Schema"

/** The documented answer as it is on the wire, types only: times stay strings. */
export const Envelope = Schema.Struct({
  status: Schema.Int,
  data: Schema.Struct({
    id: Schema.String,
    label: Schema.String,
    description: Schema.optional(Schema.NullOr(Schema.String)),
    scopes: Schema.Array(Schema.String),
    ip_allow_list: Schema.Array(Schema.String),
    expires_at: Schema.optional(Schema.NullOr(Schema.String)),
    created_at: Schema.String,
    updated_at: Schema.optional(Schema.NullOr(Schema.String)),
    metrics: Schema.optional(
      Schema.NullOr(
        Schema.Struct({
          api_key_id: Schema.String,
          total_requests: Schema.Int,
          last_used_at: Schema.NullOr(Schema.String)
        })
      )
    )
  }),
  error: Schema.optional(Schema.NullOr(Schema.String)),
  log: Schema.optional(Schema.Unknown),
  validator: Schema.optional(
    Schema.NullOr(Schema.Record({ key: Schema.String, value: Schema.Unknown }))
  ),
  support_id: Schema.optional(Schema.NullOr(Schema.String)),
  message: Schema.optional(Schema.NullOr(Schema.String)),
  env: Schema.String
})

export const ErrorEnvelope = Schema.Struct({
  status: Schema.Int,
  error: Schema.String,
  support_id: Schema.optional(Schema.NullOr(Schema.String))
})

/** The documented list of keys, types only. */
export const KeyListEnvelope = Schema.Struct({
  ...Envelope.fields,
  data: Schema.Array(
    Schema.Struct({
      id: Schema.String,
      secret: Schema.optional(Schema.NullOr(Schema.String)),
      scopes: Schema.optional(Schema.NullOr(Schema.Array(Schema.String))),
      ip_allow_list: Schema.optional(Schema.NullOr(Schema.Array(Schema.String))),
      expires_at: Schema.optional(Schema.NullOr(Schema.String)),
      created_at: Schema.optional(Schema.NullOr(Schema.String)),
      updated_at: Schema.optional(Schema.NullOr(Schema.String))
    })
  )
})
