/** What is wrong with an input, as one line for people: `amount: must be a positive decimal; …`. */
export function readableIssues(issues: readonly { path?: readonly PropertyKey[]; message: string }[]): string {
  return issues
    .map(({ path = [], message }) => (path.length > 0 ? `${path.map(String).join('.')}: ${message}` : message))
    .join('; ');
}
