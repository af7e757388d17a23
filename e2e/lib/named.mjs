// Finds things by the words that stand on them. Chinese words contain one another (通过 is a part of 不通过), so the whole
// name comes first, then its beginning; a part in the middle never counts.

/** The words a form adds to the label of a field that must be filled. */
const required = '(?:\\s*(?:必填|required))?';

const plain = (words) => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** First the whole name, then its beginning; a regular expression is taken as it is. */
function patterns(words) {
  if (words instanceof RegExp) return [words];
  return [new RegExp(`^\\s*${plain(words)}${required}\\s*$`), new RegExp(`^\\s*${plain(words)}`)];
}

async function first(candidates) {
  for (const candidate of candidates) {
    if (await candidate.first().count()) return candidate.first();
  }
  return null;
}

/** The visible element of this role whose name is, or else begins with, these words; null when there is none. */
export function byRole(scope, role, words) {
  return first(patterns(words).map((name) => scope.getByRole(role, { name })));
}

/**
 * The field with this label, or the group of choices with this legend, under the same terms; null when there is none. A group
 * of that very name comes before a field that only begins so.
 */
export function byLabel(scope, words) {
  const fields = scope.locator('input, select, textarea');
  const both = (name) => [
    scope.getByLabel(name).and(fields),
    scope.getByRole('group', { name }),
    scope.getByRole('radiogroup', { name }),
  ];
  return first(patterns(words).flatMap(both));
}
