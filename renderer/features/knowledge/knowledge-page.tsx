import { Box } from '@mui/material'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ChecklistItem, Fact, FactKind } from '../../../contract/knowledge.ts'
import { useStation } from '../../client/react.tsx'
import { ErrorNotice } from '../../ui/error-notice.tsx'
import { SkeletonRows } from '../../ui/skeletons.tsx'
import { FactEditor } from './fact-editor.tsx'
import { FactList } from './fact-list.tsx'
import { draftFor, draftOf, type Editing, emptyDraft } from './rules.ts'

/** What the town knows and the assistant says: the list, or one fact with the message it becomes. */
export function KnowledgePage() {
  const { api } = useStation()
  const known = useQuery(api.knowledge.list.queryOptions())
  const [editing, setEditing] = useState<Editing | null>(null)
  if (known.error) return <ErrorNotice error={known.error} retry={() => void known.refetch()} />
  if (!known.data) return <SkeletonRows />
  const { facts, checklist, language, today } = known.data
  if (editing) {
    return (
      <FactEditor
        key={editing.known?.id ?? 'new'}
        editing={editing}
        facts={facts}
        checklist={checklist}
        language={language}
        today={today}
        onClose={() => setEditing(null)}
      />
    )
  }
  return (
    <Box sx={{ display: 'grid', gap: 3 }}>
      <FactList
        facts={facts}
        checklist={checklist}
        language={language}
        onOpen={(fact: Fact) => setEditing({ draft: draftOf(fact.body), known: fact })}
        onNew={(kind: FactKind) => setEditing({ draft: emptyDraft(kind, today, language), known: null })}
        onFill={(item: ChecklistItem) => setEditing({ draft: draftFor(item, today, language), known: null })}
      />
    </Box>
  )
}
