import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { lineChart } from "../../charts/lineChart.js"
import { panels } from "../../charts/panels.js"
import type { Figure } from "../../figure.js"
import { runProgram } from "../../processes.js"
import { absolute, type Series } from "../../series.js"

const subjects = { BitGptNode: "BitGptNode", "BitGpt/fetch": "fetch" }
const rounds = 3

/** Uploads of larger and larger files from the disk: the most memory that they take. */
export const upload: Figure = async ({ baseUrl, effort }) => {
  const folder = mkdtempSync(join(tmpdir(), "upload-"))
  const path = join(folder, "file")
  const measured: Array<readonly [megabytes: number, peak: Series]> = []
  try {
    for (const megabytes of effort.uploadMegabytes) {
      writeFileSync(path, Buffer.alloc(megabytes * 1e6, "file"))
      const peaks = new Map(Object.keys(subjects).map((name) => [name, new Array<number>()]))
      for (let round = 0; round < Math.min(rounds, effort.processes); round++) {
        for (const [name, layer] of Object.entries(subjects)) {
          const { peak = [] } = await runProgram("upload.js", [layer, baseUrl, path])
          peaks.get(name)?.push(...peak.map((bytes) => bytes / 2 ** 20))
        }
      }
      measured.push([
        megabytes,
        {
          name: `upload of ${megabytes} MB, peak memory`,
          unit: "MiB",
          better: "lower",
          runs: [peaks]
        }
      ])
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
  const lines = Object.keys(subjects).map((name) => ({
    name,
    points: measured.map(
      ([megabytes, peak]) => [megabytes, absolute(peak, name)?.middle ?? NaN] as const
    )
  }))
  const itself = {
    name: "the file itself",
    isReference: true,
    points: measured.map(([megabytes]) => [megabytes, (megabytes * 1e6) / 2 ** 20] as const)
  }
  return {
    series: measured.map(([, peak]) => peak),
    charts: {
      "performance-upload.svg": panels(
        "Memory that an upload from the disk takes, by the size of the file",
        [
          lineChart({
            title: "MiB that the process needs at most, above what it had before",
            xLabel: "size of the file (MB)",
            lines: [...lines, itself]
          })
        ]
      )
    }
  }
}
