import { type LayerName, layers } from "../contenders/ours/layers.js"

const isLayerName = (name: string): name is LayerName => name in layers

/** The layer that a program is told to measure. */
export const layerNameOf = (name = ""): LayerName => {
  if (!isLayerName(name)) throw new Error(`No layer has the name ${name}`)
  return name
}
