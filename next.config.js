/** @type {import('next').NextConfig} */
export default {
  // The engine is a native module: it is loaded by Node, never bundled.
  serverExternalPackages: ['chdb'],
  poweredByHeader: false,
  reactStrictMode: true,
  devIndicators: false,
  // Type check and lint are steps of their own in `npm test`.
  typescript: { ignoreBuildErrors: true },
  // As proxy.ts does for all else.
  headers: () => [
    {
      source: '/_next/static/:path*',
      headers: [
        { key: 'x-content-type-options', value: 'nosniff' },
        { key: 'cross-origin-resource-policy', value: 'same-origin' },
      ],
    },
  ],
}
