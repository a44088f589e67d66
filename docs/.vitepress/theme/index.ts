import type { Theme } from "vitepress"
import DefaultTheme, { VPFeatures } from "vitepress/theme-without-fonts"
import "./style.css"

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => {
    // The home page puts it below its code.
    app.component("VPFeatures", VPFeatures)
  }
}

export default theme
