// What can be wrong with a page as it is shown. These functions run in the browser.
import type { Page } from "playwright-core"

/** What is wider than the window, and doesn't scroll by itself. */
export const findOverflow = (page: Page): Promise<ReadonlyArray<string>> =>
  page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    const isWide = (element: Element): boolean => element.getBoundingClientRect().right > width + 1
    return Array.from(document.querySelectorAll("main *"))
      .filter((element) => isWide(element) && !Array.from(element.children).some(isWide))
      .map((element) => `${element.tagName} ${element.textContent.slice(0, 60)}`)
      .slice(0, 5)
      .concat(`the page is ${document.documentElement.scrollWidth} wide`)
  })

/** Text with less contrast than 4.5 (3 where it is large). */
export const findPaleText = (page: Page): Promise<ReadonlyArray<string>> =>
  page.evaluate(() => {
    type Colour = readonly [number, number, number, number]
    const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true })
    const parsed = new Map<string, Colour>()
    // Whatever way a colour is written in, a canvas knows it.
    const parse = (text: string): Colour => {
      const known = parsed.get(text)
      if (known !== undefined || canvas === null) return known ?? [0, 0, 0, 0]
      canvas.clearRect(0, 0, 1, 1)
      canvas.fillStyle = text
      canvas.fillRect(0, 0, 1, 1)
      const [red = 0, green = 0, blue = 0, alpha = 0] = canvas.getImageData(0, 0, 1, 1).data
      const colour: Colour = [red, green, blue, alpha / 255]
      parsed.set(text, colour)
      return colour
    }
    const over = (top: Colour, below: Colour): Colour => {
      const mix = (index: 0 | 1 | 2): number => top[index] * top[3] + below[index] * (1 - top[3])
      return [mix(0), mix(1), mix(2), 1]
    }
    const luminance = (colour: Colour): number => {
      const linear = (index: 0 | 1 | 2): number => {
        const value = colour[index] / 255
        return value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
      }
      return 0.2126 * linear(0) + 0.7152 * linear(1) + 0.0722 * linear(2)
    }
    const backgroundOf = (element: Element | null): Colour => {
      if (element === null) return [255, 255, 255, 1]
      const own = parse(getComputedStyle(element).backgroundColor)
      return own[3] === 1 ? own : over(own, backgroundOf(element.parentElement))
    }
    const found = new Set<string>()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const element = node.parentElement
      const text = (node.textContent ?? "").trim()
      if (
        element === null ||
        text === "" ||
        !element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
      )
        continue
      const style = getComputedStyle(element)
      // What is for screen readers only is one pixel wide.
      if (element.getBoundingClientRect().width < 2) continue
      const background = backgroundOf(element)
      const [light = 0, dark = 0] = [
        luminance(over(parse(style.color), background)),
        luminance(background)
      ].sort((a, b) => b - a)
      const ratio = (light + 0.05) / (dark + 0.05)
      const size = Number.parseFloat(style.fontSize)
      const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
      if (ratio < (isLarge ? 3 : 4.5)) {
        found.add(
          `${ratio.toFixed(2)} ${style.color} on ${background.slice(0, 3).map(Math.round).join(",")}: "${text.slice(0, 40)}" <${element.tagName.toLowerCase()} class="${element.className}">`
        )
      }
    }
    return Array.from(found).slice(0, 8)
  })
