// Finds things by the words that stand on them. Chinese words contain one another (通过 is a part of 不通过), so the whole
// name comes first, then its beginning; a part in the middle never counts.

/** A name that begins with these words. */
function beginning(words) {
  return words instanceof RegExp ? words : new RegExp(`^\\s*${words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`);
}

/** The visible element of this role whose name is, or else begins with, these words; null when there is none. */
export async function byRole(scope, role, words) {
  if (typeof words === 'string') {
    const whole = scope.getByRole(role, { name: words, exact: true }).first();
    if (await whole.count()) return whole;
  }
  const begun = scope.getByRole(role, { name: beginning(words) }).first();
  return (await begun.count()) ? begun : null;
}

/** The field with this label, under the same terms; null when there is none. */
export async function byLabel(scope, words) {
  const fields = scope.locator('input, select, textarea');
  if (typeof words === 'string') {
    const whole = scope.getByLabel(words, { exact: true }).and(fields).first();
    if (await whole.count()) return whole;
  }
  const begun = scope.getByLabel(beginning(words)).and(fields).first();
  return (await begun.count()) ? begun : null;
}
