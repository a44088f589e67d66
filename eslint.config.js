import eslint from "@eslint/js"
import { defineConfig } from "eslint/config"
import { createNodeResolver, importX } from "eslint-plugin-import-x"
import tseslint from "typescript-eslint"

/** The inner folders of the core, from the bottom: each imports only those before it. */
const layers = [
  "internal/codec",
  "internal/effect3",
  "errors",
  "internal/failure",
  "policies",
  "internal/wire",
  "internal/webhook",
  "internal/answer",
  "internal/call",
  "internal/resource"
]

const effect3Modules = [
  "DefaultServices",
  "FiberId",
  "FiberRef",
  "FiberRefs",
  "MetricLabel",
  "Runtime"
]

const effect3Message = "What leans on internals of Effect 3 belongs in internal/effect3."

export default defineConfig(
  { ignores: ["**/dist/", "**/coverage/", ".snippets/", ".stryker-tmp/", "mutation/"] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname }
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/array-type": ["error", { default: "generic", readonly: "generic" }],
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/consistent-type-imports": [
        "error",
        { fixStyle: "inline-type-imports", prefer: "type-imports" }
      ],
      // Gives the type of a schema its name, which editors show instead of all its fields.
      "@typescript-eslint/no-empty-object-type": [
        "error",
        { allowInterfaces: "with-single-extends" }
      ],
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      // A number prints as what it is.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // An effect without a result is an `Effect<void>`.
      "@typescript-eslint/no-invalid-void-type": "off",
      // Effect's errors are yielded and failed with, not thrown.
      "@typescript-eslint/only-throw-error": "error",
      // An Effect generator may have nothing to wait for.
      "require-yield": "off"
    }
  },
  {
    files: ["**/*.ts"],
    plugins: { "import-x": importX },
    settings: {
      "import-x/extensions": [".ts"],
      "import-x/parsers": { "@typescript-eslint/parser": [".ts"] },
      "import-x/resolver-next": [createNodeResolver({ extensionAlias: { ".js": [".ts", ".js"] } })]
    },
    // Modules that import only each other's types are no cycle when the program runs.
    rules: { "import-x/no-cycle": "error" }
  },
  {
    files: ["packages/*/src/**"],
    rules: {
      "no-console": "error",
      "no-restricted-globals": ["error", "setTimeout", "setInterval"],
      "no-restricted-properties": [
        "error",
        { object: "Date", property: "now", message: "Time comes from Effect's Clock." },
        { object: "Math", property: "random", message: "Randomness comes from Effect's Random." }
      ]
    }
  },
  {
    // The client runs wherever `fetch` does.
    files: ["packages/core/src/**"],
    rules: {
      "no-restricted-imports": ["error", { patterns: ["node:*"] }],
      "no-restricted-globals": ["error", "process", "Buffer", "setTimeout", "setInterval"]
    }
  },
  {
    files: ["packages/core/src/**"],
    ignores: ["packages/core/src/{fake,testing}.ts", "packages/core/src/testing/**"],
    rules: {
      // What is made for tests must not get into production bundles.
      "no-restricted-imports": ["error", { patterns: ["node:*", "**/testing.js", "**/testing/*"] }]
    }
  },
  {
    // The one part of the core that is for Node alone: `effect-bitgpt/node`.
    files: ["packages/core/src/node/**"],
    rules: { "no-restricted-imports": ["error", { patterns: ["**/testing.js", "**/testing/*"] }] }
  },
  {
    // Another line of Effect is to be served from the same source: what differs there stays in one folder.
    files: ["packages/core/src/**"],
    ignores: ["packages/core/src/internal/effect3/**"],
    rules: {
      // Another rule than the one above, whose settings would replace each other.
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          paths: [{ name: "effect", importNames: effect3Modules, message: effect3Message }],
          patterns: [
            { group: effect3Modules.map((name) => `effect/${name}`), message: effect3Message }
          ]
        }
      ]
    }
  },
  {
    files: layers.map((layer) => `packages/core/src/${layer}/**`),
    rules: {
      "import-x/no-restricted-paths": [
        "error",
        {
          zones: layers.map((layer, index) => ({
            target: `packages/core/src/${layer}`,
            from: "packages/core/src",
            except: layers.slice(0, index + 1).map((inner) => `./${inner}`),
            message: "An inner folder imports nothing from an outer one. See CONTRIBUTING.md."
          })),
          basePath: import.meta.dirname
        }
      ]
    }
  },
  {
    // What the client gets wrong about the wire has to show against the fake.
    files: ["packages/core/src/fake.ts", "packages/core/src/testing/fake/**"],
    rules: {
      "import-x/no-restricted-paths": [
        "error",
        {
          zones: [
            {
              target: ["packages/core/src/fake.ts", "packages/core/src/testing/fake"],
              from: "packages/core/src",
              except: ["./testing/fake"],
              message: "The fake is written from the API's documentation, without the client."
            }
          ],
          basePath: import.meta.dirname
        }
      ]
    }
  },
  {
    // The same for the emulator: it is the fake behind a server.
    files: ["packages/emulator/src/**"],
    rules: {
      "no-restricted-imports": [
        "error",
        { patterns: [{ regex: "^effect-bitgpt(?!/fake$)(?:/|$)|/core/" }] }
      ]
    }
  },
  { files: ["*.js"], extends: [tseslint.configs.disableTypeChecked] }
)
