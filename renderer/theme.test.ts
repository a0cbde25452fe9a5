import { describe, expect, it } from 'vitest'
import { contrastRatio } from './contrast.ts'
import { looks, type Palette, type Paper, palettes } from './theme.ts'

const papers = (colors: Palette): readonly Paper[] => [colors.citizen, colors.operator, colors.bot, colors.note]

describe.each(looks)('palette %s', (look) => {
  const colors = palettes[look]
  const surfaces = [colors.canvas, colors.surface, colors.raised]

  it('gives text 4.5:1 on every surface', () => {
    const written = ['text', 'quiet', 'accent', 'good', 'warn', 'bad', 'info'] as const
    const poor = written.flatMap((name) =>
      surfaces.map((surface) => ({ name, surface, ratio: contrastRatio(colors[name], surface) })),
    )
    expect(poor.filter((pair) => pair.ratio < 4.5)).toEqual([])
  })

  it('gives text 4.5:1 on accents, status fills and the papers of the thread', () => {
    const pairs: readonly (readonly [string, string])[] = [
      [colors.onAccent, colors.accent],
      [colors.text, colors.accentSoft],
      [colors.accent, colors.accentSoft],
      ...(['good', 'warn', 'bad', 'info'] as const).map((name) => [colors.onStatus, colors[name]] as const),
      ...papers(colors).flatMap((paper) => [[paper.text, paper.fill] as const, [colors.quiet, paper.fill] as const]),
    ]
    expect(pairs.filter(([text, fill]) => contrastRatio(text, fill) < 4.5)).toEqual([])
  })

  it('gives controls and the focus ring 3:1', () => {
    const poor = surfaces.flatMap((surface) =>
      (['edge', 'focus', 'accent'] as const).filter((name) => contrastRatio(colors[name], surface) < 3),
    )
    expect(poor).toEqual([])
  })
})
