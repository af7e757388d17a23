// The people of one journey: each has a browser of their own, so that who acts never leaks from one to the next.
import { loginAs } from './actions.mjs';
import { visit } from './browser.mjs';

/** `how` is what `visit` takes. `people.be('林梅')` is her page, logged in; `people.anybody()` somebody who did not log in. */
export function people(browser, how) {
  const pages = new Map();
  const newcomer = async () => visit(browser, how);
  return {
    async be(name) {
      if (!pages.has(name)) {
        const page = await newcomer();
        await loginAs(page, name);
        pages.set(name, page);
      }
      return pages.get(name);
    },
    async anybody() {
      if (!pages.has('')) pages.set('', await newcomer());
      return pages.get('');
    },
    /** Everybody closes their browser: before the clock moves, and at the end. */
    async leave() {
      for (const page of pages.values()) await page.context().close();
      pages.clear();
    },
    /** Every page that is open. */
    all: () => [...pages.values()],
  };
}
