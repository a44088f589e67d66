import * as Effect from "effect/Effect"
import { existsSync, realpathSync } from "node:fs"
import { join } from "node:path"
import { folder } from "./folder.js"
import { Unavailable } from "./Runtime.js"

const installed = join(folder, "binaries/node_modules")

/** The first of these files below a folder of packages. */
const binary = (
  name: string,
  packages: string,
  paths: ReadonlyArray<string>
): Effect.Effect<string, Unavailable> =>
  Effect.suspend(() => {
    const found = paths.map((path) => join(packages, path)).find((path) => existsSync(path))
    return found === undefined
      ? new Unavailable({
          reason: `no package has ${name} for ${process.platform} on ${process.arch}`
        })
      : Effect.succeed(found)
  })

// The binaries for each platform are in packages of their own, which only their owner sees.
const binaryOf = (name: string, owner: string, paths: ReadonlyArray<string>) =>
  Effect.suspend(() => {
    const path = join(installed, owner)
    return binary(name, existsSync(path) ? join(realpathSync(path), "..") : installed, paths)
  })

const platform = `${process.platform}-${process.arch}`
const bunPlatform = platform.replace("arm64", "aarch64")

/** The executables of runtimes that come as packages, for this platform. */
export const binaries = {
  node: (major: number) =>
    binary(`Node ${major}`, installed, [`node-${major}-${platform}/bin/node`]),
  bun: binaryOf("Bun", "bun", [
    `@oven/bun-${bunPlatform}/bin/bun`,
    `@oven/bun-${bunPlatform}-baseline/bin/bun`
  ]),
  deno: binaryOf("Deno", "deno", [`@deno/${platform}/deno`, `@deno/${platform}-glibc/deno`]),
  workerd: binaryOf("workerd", "workerd", [
    `@cloudflare/workerd-${platform}/bin/workerd`,
    `@cloudflare/workerd-${process.platform}-64/bin/workerd`
  ])
}
