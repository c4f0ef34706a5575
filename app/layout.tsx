import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import type { ReactNode } from 'react'
import { Offer } from '@/components/connect/offer'
import { HealthStrip } from '@/components/shell/health-strip'
import { Providers } from '@/components/shell/providers'
import { Rail } from '@/components/shell/rail'
import { themeCookie, themeFrom } from '@/components/shell/theme'
import { credentialsOffered } from '@/lib/config/connect-offer'
import './globals.css'

const about = 'The desk at which a security team reads its AWS CloudTrail every day'

export const metadata: Metadata = {
  title: { default: 'Traildesk', template: '%s · Traildesk' },
  description: about,
  // What a chat shows of a link to any page: never who or what it is about.
  openGraph: { siteName: 'Traildesk', type: 'website', description: about },
  robots: { index: false, follow: false },
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

/** What every page has: the rail, the strip that tells of loading, and the theme, which a cookie keeps so that nothing flashes. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const found = credentialsOffered()
  const theme = themeFrom((await cookies()).get(themeCookie)?.value)
  return (
    <html lang="en" data-theme={theme}>
      <body>
        <Providers>
          <a href="#content" className="control sr-only focus:not-sr-only focus:fixed focus:left-2 focus:top-2 focus:z-50">
            Skip to content
          </a>
          <div className="min-h-dvh pb-14 wide:grid wide:grid-cols-[4.5rem_minmax(0,1fr)] wide:pb-0 print:block">
            <Rail theme={theme} />
            <div className="min-w-0">
              <HealthStrip />
              {found !== undefined && <Offer found={found} />}
              {children}
            </div>
          </div>
        </Providers>
      </body>
    </html>
  )
}
