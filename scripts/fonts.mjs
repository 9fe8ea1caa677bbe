/** Cuts Vazirmatn into the parts that pages load one by one; run by `npm run fonts` after an upgrade of the font. */
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { dirname, join } from 'node:path'
import subsetFont from 'subset-font'

const source = dirname(fileURLToPath(import.meta.resolve('vazirmatn/package.json')))
const target = join(dirname(import.meta.dirname), 'web/pages/fonts')

/** The weights and font features that the pages use: joined letters, marks, kerning. */
const variationAxes = { wght: { min: 400, max: 700 } }
const keepFeatures = 'init medi fina isol rlig liga calt ccmp mark mkmk kern locl'.split(' ')

/** The stylesheet has the same ranges as its unicode-range. */
const PARTS = {
  persian: '60C 61B 61F 621-63A 640-655 660-66C 670 67E 686 698 6A9 6AF 6C0 6CC 6F0-6F9 200C-200F',
  latin: '20-7E A0 A9 AB B7 BB D7 2010-2015 2018-201E 2022 2026 2066-2069 2212',
  rest: 'A1-17F 2000-2122 60D-6FF 750-77F FB50-FDFF FE70-FEFC',
}

const font = readFileSync(join(source, 'fonts/webfonts/Vazirmatn[wght].woff2'))
for (const [name, ranges] of Object.entries(PARTS)) {
  const part = await subsetFont(font, ranges.split(' ').map(characters).join(''), {
    targetFormat: 'woff2',
    variationAxes,
    keepFeatures,
  })
  writeFileSync(join(target, `vazirmatn-${name}.woff2`), part)
}
copyFileSync(join(source, 'OFL.txt'), join(target, 'OFL.txt'))

function characters(range) {
  const [first, last = first] = range.split('-').map((code) => Number.parseInt(code, 16))
  return String.fromCodePoint(...Array.from({ length: last - first + 1 }, (_, at) => first + at))
}
