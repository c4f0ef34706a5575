/** How the desk is lit. `system` follows the machine. */
export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

/** The cookie that keeps the theme, so that the server draws the first page in it. */
export const themeCookie = 'theme'

/** Reads what the cookie says; anything else is `system`. */
export const themeFrom = (value: string | undefined): Theme => themes.find((theme) => theme === value) ?? 'system'
