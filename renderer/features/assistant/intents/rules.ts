/** An intent as the list shows it. */
export type Counted = { readonly intent: string; readonly shipped: number; readonly taught: number }

const plain = (text: string) => text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLocaleLowerCase()

/** Those whose name or id has every word that is looked for, by name. */
export function found<T extends Counted>(
  intents: readonly T[],
  wanted: string,
  nameOf: (intent: string) => string,
): readonly T[] {
  const words = plain(wanted).split(/\s+/).filter(Boolean)
  return intents
    .filter(({ intent }) => words.every((word) => plain(`${nameOf(intent)} ${intent}`).includes(word)))
    .toSorted((one, other) => nameOf(one.intent).localeCompare(nameOf(other.intent)))
}

/** Phrases under their language, in the order of `languages`. */
export function byLanguage<L extends string>(
  phrases: readonly { readonly text: string; readonly language: L }[],
  languages: readonly L[],
): readonly { readonly language: L; readonly texts: readonly string[] }[] {
  return languages.flatMap((language) => {
    const texts = phrases.filter((phrase) => phrase.language === language).map(({ text }) => text)
    return texts.length === 0 ? [] : [{ language, texts }]
  })
}
