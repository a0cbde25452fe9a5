import type { DocumentLanguage, LegibleBlock } from '../../contract/rights.ts'
import dpiaEn from '../../resources/privacy/dpia.en.json' with { type: 'json' }
import dpiaEs from '../../resources/privacy/dpia.es.json' with { type: 'json' }
import recordEn from '../../resources/privacy/record.en.json' with { type: 'json' }
import recordEs from '../../resources/privacy/record.es.json' with { type: 'json' }
import type { Reader, Writer } from '../store/store.ts'
import { timeIn } from './legible.ts'
import type { PrivacyNeeds } from './needs.ts'
import { filled, markdownOf, type Template } from './template.ts'

export type Document = {
  readonly name: 'record' | 'dpia'
  readonly format: 'pdf' | 'markdown'
  readonly language: DocumentLanguage
}

type Needs = Pick<PrivacyNeeds, 'store' | 'clock' | 'town' | 'office' | 'renderPdf'> & {
  readonly blockYears: (db: Reader | Writer) => Promise<number>
}

const templates: Readonly<Record<Document['name'], Readonly<Record<DocumentLanguage, unknown>>>> = {
  record: { es: recordEs, en: recordEn },
  dpia: { es: dpiaEs, en: dpiaEn },
}

/** The record of processing and the notes for the impact assessment, with what the town has set filled in. */
export function documents({ store, clock, town, office, renderPdf, blockYears }: Needs) {
  const facts = async (): Promise<Readonly<Record<string, string>>> => {
    const [{ name, address, phone, website }, { officer, authority }] = [await town(), await office()]
    const years = String(await blockYears(store.read))
    return { town: name, address, phone, website, officer, authority, blockYears: years }
  }

  return {
    async document({ name, format, language }: Document): Promise<Blob> {
      const template = templates[name][language] as Template
      const made = timeIn(clock.now(), { language, timeZone: (await town()).timeZone })
      const known = await facts()
      const blocks: LegibleBlock[] = filled(template, known)
      if (format === 'markdown') {
        const text = markdownOf({ title: template.title, town: known.town ?? '', madeAt: made, blocks })
        return new File([text], `${name}.md`, { type: 'text/markdown' })
      }
      const { title, footer } = template
      const pdf = await renderPdf({ title, language, town: known.town ?? '', madeAt: made, footer, blocks })
      return new File([new Uint8Array(pdf)], `${name}.pdf`, { type: 'application/pdf' })
    },
  }
}
