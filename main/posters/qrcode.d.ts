/** What is used of the package, which brings no types. */
declare module 'qrcode' {
  export function toBuffer(
    text: string,
    options: {
      readonly type: 'png'
      readonly errorCorrectionLevel: 'L' | 'M' | 'Q' | 'H'
      readonly width: number
      readonly margin: number
    },
  ): Promise<Buffer>
}
