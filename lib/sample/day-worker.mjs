// A thread is not given the TypeScript reader that its parent was started with, so it brings its own.
import { tsImport } from 'tsx/esm/api'

await tsImport('./day-worker.ts', import.meta.url)
