const taken = new Set()

/** Lets this page write in the fonts of another document of this origin. */
export function borrowFonts(from) {
  for (const { cssRules, href } of from.styleSheets) {
    if (href === null || taken.has(href)) continue
    taken.add(href)
    const sheet = new CSSStyleSheet()
    const faces = [...cssRules].filter(({ type }) => type === CSSRule.FONT_FACE_RULE)
    // Its addresses are relative to the stylesheet that they come from.
    const absolute = (_, address) => `url("${new URL(address, href).href}")`
    const text = faces.map(({ cssText }) => cssText.replace(/url\("?([^")]+)"?\)/g, absolute)).join('\n')
    sheet.replaceSync(text)
    document.adoptedStyleSheets.push(sheet)
  }
}
