const taken = new Set()

/** Lets this page write in the fonts of another document of this origin. */
export function borrowFonts(from) {
  for (const { cssRules, href } of from.styleSheets) {
    if (href === null || taken.has(href)) continue
    taken.add(href)
    const sheet = new CSSStyleSheet()
    const faces = [...cssRules].filter(({ type }) => type === CSSRule.FONT_FACE_RULE)
    sheet.replaceSync(faces.map(({ cssText }) => cssText).join('\n'))
    document.adoptedStyleSheets.push(sheet)
  }
}
