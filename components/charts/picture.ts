/** A picture that leaves the page: shapes in pixels, drawn as SVG text or on a canvas from the same list. */
export type Shape =
  | { kind: 'rect'; x: number; y: number; width: number; height: number; fill: string }
  | { kind: 'text'; x: number; y: number; text: string; fill: string; anchor?: 'start' | 'middle' | 'end'; bold?: boolean; size?: number }

export interface Drawing {
  width: number
  height: number
  shapes: Shape[]
}

const font = 'system-ui, sans-serif'
const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)

/** The drawing as an SVG file. */
export function svgOf({ width, height, shapes }: Drawing): string {
  const drawn = shapes.map((shape) =>
    shape.kind === 'rect'
      ? `<rect x="${shape.x}" y="${shape.y}" width="${shape.width}" height="${shape.height}" fill="${escaped(shape.fill)}"/>`
      : `<text x="${shape.x}" y="${shape.y}" fill="${escaped(shape.fill)}" font-size="${shape.size ?? 12}" font-weight="${shape.bold ? 600 : 400}" text-anchor="${shape.anchor ?? 'start'}">${escaped(shape.text)}</text>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${font}">\n${drawn.join('\n')}\n</svg>\n`
}

/** The drawing as a PNG file, at twice its size so that it stays sharp in documents. */
export async function pngOf({ width, height, shapes }: Drawing): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = width * 2
  canvas.height = height * 2
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser draws no pictures')
  context.scale(2, 2)
  for (const shape of shapes) {
    context.fillStyle = shape.fill
    if (shape.kind === 'rect') {
      context.fillRect(shape.x, shape.y, shape.width, shape.height)
      continue
    }
    context.font = `${shape.bold ? 600 : 400} ${shape.size ?? 12}px ${font}`
    context.textAlign = shape.anchor === 'middle' ? 'center' : (shape.anchor ?? 'start')
    context.fillText(shape.text, shape.x, shape.y)
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large'))), 'image/png')
  })
}

/** What a colour token stands for now, with which a picture can leave the page. */
export function colour(value: string): string {
  const probe = document.createElement('span')
  probe.style.color = value
  document.body.append(probe)
  const found = getComputedStyle(probe).color
  probe.remove()
  return found
}
