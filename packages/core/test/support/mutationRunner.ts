import { it } from "vitest"
import { VitestTestRunner } from "vitest/runners"

/**
 * Runs tests as Vitest does, where mutation testing does. A file that can't be loaded is one failed test
 * of its own: Stryker counts tests, and would take a file without any for one that found nothing.
 */
export default class MutationRunner extends VitestTestRunner {
  override async importFile(path: string, source: "collect" | "setup"): Promise<unknown> {
    try {
      return await super.importFile(path, source)
    } catch (error) {
      if (source === "setup") throw error
      it("is loaded", () => {
        throw error
      })
      return undefined
    }
  }
}
