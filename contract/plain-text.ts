/** A text without accents and case, so that two ways to write a word are one. */
export const plainText = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
