/** A picture that leaves the page: shapes in pixels, drawn as SVG text or on a canvas from the same list. */
export type Shape =
  | { kind: 'rect'; x: number; y: number; width: number; height: number; fill: string }
  | { kind: 'line'; x: number; y: number; toX: number; toY: number; stroke: string }
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
      : shape.kind === 'line'
      ? `<line x1="${shape.x}" y1="${shape.y}" x2="${shape.toX}" y2="${shape.toY}" stroke="${escaped(shape.stroke)}"/>`
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
    if (shape.kind === 'line') {
      context.strokeStyle = shape.stroke
      context.beginPath()
      context.moveTo(shape.x, shape.y)
      context.lineTo(shape.toX, shape.toY)
      context.stroke()
      continue
    }
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

/** Diagonal lines over a rectangle: no data. */
export function hatch(x: number, y: number, width: number, height: number, stroke: string): Shape[] {
  const lines: Shape[] = []
  for (let along = 6 - (x % 6); along < width + height; along += 6) {
    const [right, low] = [Math.min(along, width), Math.max(0, along - width)]
    const [left, high] = [Math.max(0, along - height), Math.min(along, height)]
    lines.push({ kind: 'line', x: x + right, y: y + low, toX: x + left, toY: y + high, stroke })
  }
  return lines
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
