/** Stands in the built page where each answer puts a fresh nonce. */
export const noncePlaceholder = '{{csp-nonce}}'

/**
 * What a page of the console may load: its own files, and pictures and sounds it made itself from a message. Styles
 * need the nonce because the theme writes its rules when the page runs.
 */
export const contentPolicy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' blob: data:",
    "media-src 'self' blob:",
    "frame-src 'self' blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
