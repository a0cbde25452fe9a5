/** A text with its `{{variables}}` replaced, once: what is put in is not looked at again. */
export const put = (text: string, value: (name: string) => string): string =>
  text.replace(/\{\{([\w.-]+)\}\}/g, (_, name: string) => value(name))
