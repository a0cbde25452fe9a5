/** How the page shows a conversation. */
export type PaneProps = {
  readonly id: string
  /** A message to show, by its `seq`, and the moment it was asked for. */
  readonly target: { readonly seq: number } | null
  readonly onBack: (() => void) | null
  /** Back to the list, by keyboard. */
  readonly onLeave: () => void
  readonly card: { readonly shown: boolean; readonly toggle: () => void }
  readonly compact: boolean
}
