// Writes into the pages what is somewhere else already: the tables of calls, statuses and policy defaults,
// which follow from the code, and the code of examples, which tests run.
//
//   pnpm tables           writes them between their markers
//   pnpm tables --check   fails where one is not what the code says
import { type Config, ConfigProvider, Duration, Effect } from "effect"
import { readdirSync, readFileSync, writeFileSync } from "node:fs"
import { basename, join } from "node:path"
import * as prettier from "prettier"
import ts from "typescript"
import { meaningOf, statuses } from "../packages/core/src/internal/failure/statuses.js"
import { fields as rateLimit } from "../packages/core/src/policies/RateLimitPolicy.js"
import { fields as retry } from "../packages/core/src/policies/RetryPolicy.js"
import { fields as timeout } from "../packages/core/src/policies/TimeoutPolicy.js"
import { parametersIn, sentAgain, type Service, services } from "./docs/services.js"

const root = join(import.meta.dirname, "..")

const table = (
  heading: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>
): string =>
  [heading, heading.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n")

const yes = (holds: boolean): string => (holds ? "yes" : "no")

// Calls

const callTables = (): string => {
  const entry = join(root, "packages/core/src/index.ts")
  const program = ts.createProgram([entry], {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    noEmit: true
  })
  const checker = program.getTypeChecker()
  const source = program.getSourceFile(entry)
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source)
  if (module === undefined) throw new Error(`${entry} can't be read`)
  const exports = checker.getExportsOfModule(module)

  const describe = ({ endpoints, methods, name }: Service): string => {
    const exported = exports.find((symbol) => symbol.name === name)
    const tag = exported === undefined ? undefined : checker.getTypeOfSymbol(exported)
    const member = tag?.getProperty("Service")
    const service = member === undefined ? undefined : checker.getTypeOfSymbol(member)
    const rows = methods.map((method) => {
      const property = service?.getProperty(method)
      if (property === undefined) throw new Error(`${name}.${method} is not found`)
      const parameters = parametersIn(checker, property).map(
        ({ name, questionToken }) => name.getText() + (questionToken === undefined ? "" : "?")
      )
      const text = ts.displayPartsToString(property.getDocumentationComment(checker))
      const [summary = ""] = (text.split("\n\n")[0] ?? "")
        .replaceAll("\n", " ")
        .split(/(?<=\.) (?=[A-Z])/)
      const endpoint = endpoints[method]
      return [
        `\`${method}(${parameters.join(", ")})\``,
        summary,
        endpoint === undefined
          ? "pages of `list`"
          : `\`${endpoint.method} ${endpoint.urlTemplate}\``,
        endpoint === undefined ? "yes, it only reads" : sentAgain(endpoint)
      ]
    })
    return `## \`${name}\`\n\n${table(["method", "what it does", "request", "sent again after a failure"], rows)}`
  }
  return services.map(describe).join("\n\n")
}

// Statuses

const statusTable = (): string => {
  const row = (label: string, status: number): ReadonlyArray<string> => {
    const { isRefusal, isTransient, tag } = meaningOf(status)
    return [label, `\`${tag}\``, yes(isTransient), yes(!isRefusal)]
  }
  return table(
    ["status", "error", "tried again", "BitGPT may have acted"],
    [
      ...Object.keys(statuses).map((status) => row(status, Number(status))),
      row("other 4xx", 499),
      row("other 5xx", 599),
      row("3xx", 302)
    ]
  )
}

// Policies

/** The variable that a setting is read from. */
const variableOf = (config: Config.Config<unknown>): string => {
  const asked: Array<string> = []
  const provider = ConfigProvider.fromMap(new Map()).pipe(
    ConfigProvider.mapInputPath((name) => {
      asked.push(name)
      return name
    })
  )
  Effect.runSync(Effect.ignore(Effect.withConfigProvider(config, provider)))
  return asked.length === 0 ? "" : `\`${asked[0] ?? ""}\``
}

/** Defaults that are no value of their own. */
const derived: Readonly<Record<string, string>> = {
  requests: "no limit",
  burst: "as `requests`",
  budget: "on, see below",
  schedule: "exponential backoff with full jitter"
}

interface Field {
  readonly default: unknown
  readonly config: Config.Config<unknown>
}

const policies: Readonly<Record<string, Readonly<Record<string, Field>>>> = {
  TimeoutPolicy: timeout,
  RetryPolicy: retry,
  RateLimitPolicy: rateLimit
}

const policyTable = (): string =>
  table(
    ["policy", "option", "default", "variable"],
    Object.entries(policies).flatMap(([policy, fields]) =>
      Object.entries(fields).map(([option, { config, default: value }]) => {
        const text = Duration.isDuration(value)
          ? Duration.format(value)
          : typeof value === "number"
            ? String(value)
            : derived[option]
        if (text === undefined) throw new Error(`${policy}.${option} has no text for its default`)
        return [`\`${policy}\``, `\`${option}\``, text, variableOf(config)]
      })
    )
  )

const tables: Readonly<Record<string, () => string>> = {
  calls: callTables,
  statuses: statusTable,
  policies: policyTable
}

const tablePlace =
  /(<!-- Table of (\w+), written by `pnpm tables`\. -->\n).*?(\n?<!-- End of table\. -->)/gs

const codePlace =
  /(<!-- Code of (\S+), written by `pnpm tables`\. -->\n).*?(\n?<!-- End of code\. -->)/gs

/** As a block that check-snippets.ts leaves alone: the example itself is compiled and run. */
const block = (path: string): string =>
  `\`\`\`ts [${basename(path)}]\n${readFileSync(join(root, path), "utf8")}\`\`\`\n`

const isCheck = process.argv.includes("--check")
let written = 0
for (const name of readdirSync(join(root, "docs")).filter((name) => name.endsWith(".md"))) {
  const file = join(root, "docs", name)
  const text = readFileSync(file, "utf8")
  if (!text.includes("written by `pnpm tables`")) continue
  const replaced = text
    .replaceAll(tablePlace, (_, begin: string, of: string, end: string) => {
      const make = tables[of]
      if (make === undefined) throw new Error(`docs/${name} asks for an unknown table: ${of}`)
      written += 1
      return `${begin}\n${make()}\n${end}`
    })
    .replaceAll(codePlace, (_, begin: string, path: string, end: string) => {
      written += 1
      return `${begin}\n${block(path)}${end}`
    })
  const options = await prettier.resolveConfig(file)
  const result = await prettier.format(replaced, { ...options, parser: "markdown" })
  if (result === text) continue
  if (isCheck) {
    console.error(`docs/${name} is not what the code says: run pnpm tables`)
    process.exitCode = 1
  } else {
    writeFileSync(file, result)
  }
}
if (written === 0) throw new Error("No table found: the search itself must be broken")
console.log(`${written} tables and programs ${isCheck ? "checked" : "written"}`)
