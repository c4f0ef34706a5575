/** Shades of the one hue, faintest first. Zero has none: it is the background. */
const shades = 6

/** Which shade a count has: steps of equal ratio up to the largest, as counts of events differ by powers of ten. */
export function shadeOf(count: number, largest: number): number {
  if (count <= 0) return 0
  if (largest <= 1) return shades
  return Math.min(shades, 1 + Math.floor((Math.log(count) / Math.log(largest)) * (shades - 1) + 1e-9))
}

/** The least count of each shade that counts up to `largest` can have. */
export function stepsOf(largest: number): { shade: number; least: number }[] {
  const steps: { shade: number; least: number }[] = []
  for (let shade = 1; shade <= shades; shade++) {
    const least = Math.max(1, Math.ceil(largest ** ((shade - 1) / (shades - 1)) - 1e-9))
    if (shadeOf(least, largest) === shade && least <= largest) steps.push({ shade, least })
  }
  return steps
}

/** The fill of a shade. */
export const shadeFill = (shade: number): string => (shade === 0 ? 'transparent' : `var(--color-heat-${shade})`)
