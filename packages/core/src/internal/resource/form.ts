import * as Predicate from "effect/Predicate"
import { multipart } from "../wire/multipart.js"
import { type MakeBody, textOf } from "./describe.js"

/** The fields as a form, files among them as they are. */
export const form: MakeBody = (fields) =>
  multipart(
    fields
      .filter(([, value]) => Predicate.isNotNullable(value))
      .map(([name, value]) => [name, value instanceof Blob ? value : textOf(value)])
  )
