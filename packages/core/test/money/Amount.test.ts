import { assert, describe, it } from "@effect/vitest"
import { Arbitrary, BigDecimal, Either, Equal, FastCheck, Predicate, Schema } from "effect"
import { Amount, formatAmount } from "effect-bitgpt"
import { firstProblem, inputProblems } from "../../src/internal/codec/problems.js"
import { AmountInput, AmountNumberInput, nonNegative } from "../../src/money/Amount.js"

const decode = Schema.decodeUnknownEither(Amount)
const big = (text: string) => BigDecimal.unsafeFromString(text)

/** Any decimal text, and the whole number of units of 10^-scale that it stands for. */
const decimalText = FastCheck.tuple(
  FastCheck.boolean(),
  FastCheck.bigInt({ min: 0n, max: 10n ** 30n }),
  FastCheck.stringMatching(/^\d{0,30}$/)
).map(([isNegative, whole, fraction]) => ({
  text: `${isNegative ? "-" : ""}${whole}${fraction === "" ? "" : `.${fraction}`}`,
  units: (isNegative ? -1n : 1n) * BigInt(`${whole}${fraction}`),
  scale: fraction.length
}))

const anyAmount = FastCheck.tuple(
  FastCheck.bigInt({ min: -(10n ** 60n), max: 10n ** 60n }),
  FastCheck.integer({ min: -40, max: 60 })
).map(([value, scale]) => BigDecimal.make(value, scale))

describe("Amount", () => {
  it.prop("reads every decimal text exactly", [decimalText], ([{ scale, text, units }]) => {
    const amount = Either.getOrThrow(decode(text))

    assert.isTrue(Equal.equals(amount, BigDecimal.make(units, scale)))
  })

  it.prop("reads what it writes, and writes no power of ten", [anyAmount], ([amount]) => {
    const text = Schema.encodeSync(Amount)(amount)

    assert.match(String(text), /^-?\d+(?:\.\d*[1-9])?$/)
    assert.isTrue(Equal.equals(Either.getOrThrow(decode(text)), amount))
  })

  it.prop(
    "reads every JSON number as it is printed",
    [FastCheck.double({ noNaN: true, noDefaultInfinity: true })],
    ([number]) => {
      const amount = Either.getOrThrow(decode(number))

      assert.strictEqual(Number(formatAmount(amount)), number === 0 ? 0 : number)
    }
  )

  it("has its name in what is said of other data", () => {
    assert.include(Either.getOrThrow(Either.flip(decode(null))).message, "Amount")
  })

  it("keeps all 30 decimals", () => {
    const text = "32.951697216289163687202823978002"

    assert.strictEqual(formatAmount(Either.getOrThrow(decode(text))), text)
  })

  it.for([
    "",
    " ",
    "1e3",
    "1E3",
    "NaN",
    "Infinity",
    " 1",
    "1 ",
    "1\n",
    "+1",
    ".5",
    "5.",
    "1,5",
    "1_000",
    "0x10",
    "--1",
    "١",
    "9".repeat(201),
    NaN,
    Infinity,
    null,
    true,
    [],
    {}
  ])("refuses %j", (wire) => {
    assert.isTrue(Either.isLeft(decode(wire)))
  })
})

describe("formatAmount", () => {
  it.for([
    ["0", "0"],
    ["-0", "0"],
    ["0.000000000000000001", "0.000000000000000001"],
    ["504.818257074815000000000000000000", "504.818257074815"],
    ["-13.2750000000000000000000000000", "-13.275"],
    ["10.00", "10"],
    ["1000", "1000"]
  ] as const)("writes %s in full as %s", ([text, expected]) => {
    assert.strictEqual(formatAmount(big(text)), expected)
  })

  it("writes thousands that are held as a power of ten", () => {
    assert.strictEqual(formatAmount(BigDecimal.make(5n, -21)), "5000000000000000000000")
  })

  it.for([
    ["504.818257", 2, "504.82"],
    ["10", 2, "10.00"],
    ["0.005", 2, "0.01"],
    ["-0.005", 2, "-0.01"],
    ["-0.004", 2, "0.00"],
    ["0.999", 0, "1"],
    ["0", 8, "0.00000000"],
    ["0.0001263", 8, "0.00012630"]
  ] as const)("writes %s with %i decimals as %s", ([text, decimals, expected]) => {
    assert.strictEqual(formatAmount(big(text), { decimals }), expected)
  })

  it.prop(
    "is off by at most half a unit of the last decimal",
    [anyAmount, FastCheck.nat(40)],
    ([amount, decimals]) => {
      const shown = formatAmount(amount, { decimals })
      const error = BigDecimal.abs(BigDecimal.subtract(big(shown), amount))

      assert.match(shown, decimals === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${decimals}}$`))
      assert.isTrue(BigDecimal.lessThanOrEqualTo(error, BigDecimal.make(5n, decimals + 1)))
    }
  )

  it.for([-1, 0.5, NaN])("takes no %d decimals", (decimals) => {
    assert.throws(() => formatAmount(big("1"), { decimals }), RangeError)
  })
})

const encode = <I>(schema: Schema.Schema<AmountInput, I>) => Schema.encodeUnknownEither(schema)

const refused: ReadonlyArray<unknown> = [
  "",
  "1e3",
  "NaN",
  " 1",
  "9".repeat(1001),
  BigDecimal.make(1n, 1_000_000_000),
  BigDecimal.make(1n, -1_000_000_000),
  12.5,
  null,
  {}
]

describe("AmountInput", () => {
  it.prop("sends a BigDecimal and its text alike", [anyAmount], ([amount]) => {
    const ofText = encode(AmountInput)(formatAmount(amount))

    assert.deepStrictEqual(encode(AmountInput)(amount), ofText)
    assert.deepStrictEqual(ofText, Either.right(formatAmount(amount)))
  })

  it.each(refused)("refuses %j", (input) => {
    assert.isTrue(Either.isLeft(encode(AmountInput)(input)))
  })

  it("makes only inputs that it takes", () => {
    FastCheck.assert(
      FastCheck.property(Arbitrary.make(AmountInput), (input) => {
        assert.isTrue(Either.isRight(encode(AmountInput)(input)))
      })
    )
  })

  it("makes inputs of every kind: BigDecimals, texts, fractions, negative ones", () => {
    const made = FastCheck.sample(Arbitrary.make(AmountInput), { numRuns: 100, seed: 1 })
    const texts = made.filter(Predicate.isString)

    assert.isTrue(made.some(BigDecimal.isBigDecimal))
    for (const kind of [/^\d+\.\d+$/, /^-\d+\.\d+$/]) {
      assert.isTrue(texts.some((text) => kind.test(text)))
    }
  })

  it.prop("reads what it sends, as a server does", [anyAmount], ([amount]) => {
    const read = Schema.decodeUnknownEither(AmountInput)(formatAmount(amount))

    assert.isTrue(Equal.equals(read, Either.right(amount)))
  })

  it.each(["", "1e3", " 1"])("reads no amount from %j", (text) => {
    const refused = Schema.decodeUnknownEither(AmountInput)(text)

    const { message } = Either.getOrThrow(Either.flip(refused))
    assert.include(message, `actual ${JSON.stringify(text)}`)
  })
})

describe("AmountNumberInput", () => {
  it.prop("sends a number that stands for the same amount, or none", [anyAmount], ([amount]) => {
    const sent = encode(AmountNumberInput)(amount)

    if (Either.isRight(sent)) {
      assert.isTrue(Equal.equals(Either.getOrThrow(decode(JSON.parse(String(sent.right)))), amount))
    } else {
      assert.isAbove(formatAmount(amount).replace(/\D/g, "").length, 15)
    }
  })

  it.prop(
    "sends every amount of up to 15 digits",
    [FastCheck.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n }), FastCheck.nat(15)],
    ([value, scale]) => {
      assert.isTrue(Either.isRight(encode(AmountNumberInput)(BigDecimal.make(value, scale))))
    }
  )

  it.each([
    ...refused,
    "0.1000000000000000055511151231257827",
    "9007199254740993",
    "504.818257074815123456",
    BigDecimal.make(1n, -400)
  ])("refuses %j", (input) => {
    assert.isTrue(Either.isLeft(encode(AmountNumberInput)(input)))
  })

  it("sends the samples' numbers", () => {
    assert.deepStrictEqual(encode(AmountNumberInput)("104.04"), Either.right(104.04))
    assert.deepStrictEqual(encode(AmountNumberInput)(BigDecimal.make(5n, 0)), Either.right(5))
  })
})

describe("nonNegative", () => {
  const encodePrice = encode(nonNegative(AmountInput))

  it.each(["-1", "-0.000000000000000000000000000001", BigDecimal.make(-1n, 30)])(
    "refuses %s",
    (input) => {
      assert.isTrue(Either.isLeft(encodePrice(input)))
    }
  )

  it.each(["0", "-0", "-0.00", "1", BigDecimal.make(0n, 0)])("takes %s", (input) => {
    assert.isTrue(Either.isRight(encodePrice(input)))
  })
})

describe("what is said of an amount", () => {
  it.for([
    [AmountInput, 12.5, "must be a BigDecimal or decimal text such as 12.50"],
    [AmountInput, "1e3", "must be plain decimal text such as 12.50"],
    [AmountInput, "9".repeat(201), "must not be that long"],
    [AmountInput, BigDecimal.make(1n, 201), "must not have that many digits"],
    [nonNegative(AmountInput), "-1", "must not be negative"]
  ] as const)("that is refused: %#", ([schema, input, problem]) => {
    const error = Either.getOrThrow(Either.flip(encode(schema)(input)))
    assert.deepStrictEqual(inputProblems(error), { input: problem })
  })

  it("that no JSON number holds exactly", () => {
    const error = Either.getOrThrow(Either.flip(encode(AmountNumberInput)("9007199254740993")))
    assert.deepStrictEqual(inputProblems(error), {
      input: "must not have more digits than a JSON number holds exactly"
    })
  })

  it("that an answer has, without repeating it", () => {
    const error = Either.getOrThrow(Either.flip(decode("1e3")))
    assert.deepStrictEqual(firstProblem(error.issue), { path: [], message: "not an amount" })
  })

  it.each(["9".repeat(200), BigDecimal.make(1n, 200), BigDecimal.make(1n, -200)])(
    "that has just as many digits as one may: nothing",
    (input) => {
      assert.isTrue(Either.isRight(encode(AmountInput)(input)))
    }
  )

  it("whose decimals can't be counted", () => {
    assert.throws(() => formatAmount(big("1"), { decimals: -1 }), "an integer of 0 or more")
  })
})
