import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import * as SchemaAST from "effect/SchemaAST"
import { Fault } from "../../Fault.js"
import * as FaultRule from "../../FaultRule.js"

const decodeJson = Schema.decodeUnknownEither(Schema.parseJson())
const decodeFault = Schema.decodeUnknownEither(Fault)
const strict = { onExcessProperty: "error" } as const
const decodeRuleJson = Schema.decodeUnknownEither(Schema.parseJson(FaultRule.FaultRule), strict)
const decodeFaultJson = Schema.decodeUnknownEither(Schema.parseJson(Fault), strict)

const fieldsOfFaults = Fault.members
  .slice(0, -1)
  .map(({ ast }) => SchemaAST.getPropertySignatures(SchemaAST.typeAST(ast)))

const nameIn = ([tag]: ReadonlyArray<SchemaAST.PropertySignature>): string =>
  tag !== undefined && SchemaAST.isLiteral(tag.type) ? String(tag.type.literal) : ""

/** The names of faults that the command line takes. */
export const faultNames: ReadonlyArray<string> = fieldsOfFaults.map(nameIn)

/** A fault's first field, which `NAME=VALUE` sets. */
const firstField = (name: string): SchemaAST.PropertySignature | undefined =>
  fieldsOfFaults.find((fields) => nameIn(fields) === name)?.at(1)

const fromName = (name: string, value: string | undefined): Either.Either<Fault, unknown> => {
  if (/^\d+$/.test(name)) return decodeFault({ _tag: "Status", status: Number(name) })
  const field = firstField(name)
  const takesAnything = field !== undefined && SchemaAST.isUnknownKeyword(field.type)
  if (value === undefined) {
    // The schema takes a missing field of any form for one that is undefined.
    return takesAnything && !field.isOptional ? Either.left(undefined) : decodeFault({ _tag: name })
  }
  const faultWith = (value: unknown) => decodeFault({ _tag: name, [field?.name ?? "value"]: value })
  const fromText = () => faultWith(value)
  const fromJson = () => Either.flatMap(decodeJson(value), faultWith)
  return takesAnything ? Either.orElse(fromJson(), fromText) : Either.orElse(fromText(), fromJson)
}

/**
 * Reads a rule as a command line has it: `503`, `ResetBeforeHeaders`, `DelayHeaders=2000`, each
 * with a probability behind it if it is not to be for every request (`503@0.1`), or the JSON of a
 * fault or a rule.
 */
export const parseFaultText = (text: string): Either.Either<FaultRule.FaultRule, string> => {
  const json = text.trimStart().startsWith("{")
  const [, name = "", value, probability] = /^(\w+)(?:=(.*?))?(?:@([\d.]+))?$/.exec(text) ?? []
  const rule = json
    ? Either.orElse(decodeRuleJson(text), () =>
        Either.map(decodeFaultJson(text), (fault) => FaultRule.always(fault))
      )
    : Either.flatMap(fromName(name, value), (fault) =>
        probability === undefined
          ? Either.right(FaultRule.always(fault))
          : Schema.validateEither(FaultRule.FaultRule)({
              _tag: "Probability",
              fault,
              probability: Number(probability)
            })
      )
  return Either.mapLeft(
    rule,
    () =>
      `${text} is no fault. Examples: 503, ResetBeforeHeaders, DelayHeaders=2000, 429@0.1, ` +
      `{"_tag":"Nth","n":3,"fault":{"_tag":"Status","status":503}}. Names: ${faultNames.join(", ")}`
  )
}
