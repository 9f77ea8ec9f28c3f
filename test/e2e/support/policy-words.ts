/** What the page's policy says when it stops something. */
export const STOPPED =
  /securitypolicyviolation|Content Security Policy|Refused to|violates the following|blocked by CORS|Fetch API cannot load/;
