/** Hands a file over to the browser or the window, which asks where to keep it or keeps it among downloads. */
export function saveFile(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = file instanceof File && file.name !== '' ? file.name : name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
