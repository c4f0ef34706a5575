'use client'

import { createContext, useContext, useState, type ReactNode } from 'react'
import { Boundary } from '@/components/ui/boundary'
import { later } from '@/components/ui/later'
import { useKeys } from '@/components/ui/use-keys'

const KeysHelp = later(() => import('./keys-help').then((code) => code.KeysHelp), null)

const HelpContext = createContext<() => void>(() => undefined)

/** On every page `?` tells its keys; the code that tells them comes when it is first asked for. */
export function Help({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState(0)
  const [isOpen, setOpen] = useState(false)
  const open = () => {
    setAsked(asked + 1)
    setOpen(true)
  }
  useKeys({ '?': open })
  return (
    <HelpContext value={open}>
      {children}
      {isOpen && (
        <Boundary resetKey={asked}>
          <KeysHelp onClose={() => setOpen(false)} />
        </Boundary>
      )}
    </HelpContext>
  )
}

/** Tells the keys of the page to whoever has none for that. */
function KeysButton() {
  return (
    <button type="button" className="on-screen control control-quiet" onClick={useContext(HelpContext)} title="?">
      Keys
    </button>
  )
}

/** What stands beside the pictures of a page: folds them, and tells the keys. */
export function PageButtons({ isFolded, onFold }: { isFolded: boolean; onFold: () => void }) {
  return (
    <>
      <button type="button" className="on-screen control control-quiet" aria-pressed={isFolded} onClick={onFold} title="v">
        {isFolded ? 'Show pictures' : 'Fold pictures'}
      </button>
      <KeysButton />
    </>
  )
}
