export interface PolicyNeeds {
  /** The one other origin that may be shown in a frame. */
  frames?: string | undefined;
  /** The one origin that may show this page in a frame. */
  ancestors?: string | undefined;
  /** The grid and the canvas position their cells with inline styles. */
  inlineStyles?: boolean | undefined;
}

/** What a page of ours may do, sent with every HTML answer in the window and on loopback alike. No inline script, ever. */
export function contentSecurityPolicy({ frames, ancestors, inlineStyles = false }: PolicyNeeds): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self'${inlineStyles ? " 'unsafe-inline'" : ''}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    ...(frames === undefined ? [] : [`frame-src ${frames}`]),
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors ?? "'none'"}`,
    "object-src 'none'",
  ].join('; ');
}

/** The console's own page, where it shows nothing of another origin. */
export const CONTENT_SECURITY_POLICY = contentSecurityPolicy({ inlineStyles: true });
