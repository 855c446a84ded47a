/** Cloudscape writes its motion and layout values as inline styles; scripts come from our own files only. */
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ');

/** The policy of a page that pages of these origins (`*`: any) may show in a frame. */
export const framedPagePolicy = (origins: readonly string[]) =>
  `${contentSecurityPolicy}; frame-ancestors 'self' ${origins.join(' ')}`;

/** Headers of every answer. */
export const securityHeaders: Record<string, string> = {
  'content-security-policy': `${contentSecurityPolicy}; frame-ancestors 'none'`,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(self), payment=(), usb=()',
};
