const WIDTH = 720
const HEIGHT = 405

/** A screenshot as customers send one: a browser that shows an error. */
export function drawError() {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const pen = canvas.getContext('2d')
  const box = (color, ...rest) => {
    pen.fillStyle = color
    pen.fillRect(...rest)
  }
  const line = (words, y, font, color) => {
    pen.font = font
    pen.fillStyle = color
    pen.fillText(words, WIDTH / 2, y)
  }
  box('#f6f8fa', 0, 0, WIDTH, HEIGHT)
  box('#dfe5eb', 0, 0, WIDTH, 52)
  for (const [index, color] of ['#e5645a', '#e5b93c', '#5aa955'].entries()) {
    pen.fillStyle = color
    pen.beginPath()
    pen.arc(28 + index * 26, 26, 8, 0, 2 * Math.PI)
    pen.fill()
  }
  box('#ffffff', 120, 12, WIDTH - 144, 28)
  pen.textAlign = 'center'
  line('https://web-01.testco.example', 32, '17px system-ui, sans-serif', '#5b6b7b')
  line('502', 220, '800 120px system-ui, sans-serif', '#b3261e')
  line('Bad Gateway', 270, '600 32px system-ui, sans-serif', '#17212b')
  line('web-01 · nginx', 316, '20px ui-monospace, monospace', '#5b6b7b')
  return new Promise((resolve) => {
    canvas.toBlob((blob) => resolve(new File([blob], 'error.png', { type: 'image/png' })), 'image/png')
  })
}
