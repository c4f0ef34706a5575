'use client'

import { Component, type ReactNode } from 'react'

interface Props {
  /** A new value tries the content again. */
  resetKey: unknown
  children: ReactNode
}

/** Keeps what fails while being drawn inside its panel. (React offers this to classes alone.) */
export class Boundary extends Component<Props, { error: Error | null }> {
  override state: { error: Error | null } = { error: null }

  static getDerivedStateFromError(error: Error) {
    return { error }
  }

  override componentDidUpdate(before: Props) {
    if (before.resetKey !== this.props.resetKey && this.state.error) this.setState({ error: null })
  }

  override render() {
    if (!this.state.error) return this.props.children
    return (
      <div role="alert" className="p-3">
        <p>This part cannot be drawn: {this.state.error.message}</p>
        <button type="button" className="control mt-2" onClick={() => this.setState({ error: null })}>
          Try again
        </button>
      </div>
    )
  }
}
