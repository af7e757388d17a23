// What every page must hold: accessible with contrast, no sideways scrolling, light enough for a slow phone.
import assert from 'node:assert/strict';

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Runs axe with colour contrast on and fails with every violation, its element and the reason. Needs JavaScript. */
export async function axe(page) {
  const found = await page.evaluate(async (tags) => {
    const result = await window.axe.run(document, {
      runOnly: { type: 'tag', values: tags },
      rules: { 'color-contrast': { enabled: true }, 'target-size': { enabled: true } },
      resultTypes: ['violations'],
    });
    return result.violations.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help}\n    ${node.target.join(' ')}\n    ${node.failureSummary}`),
    );
  }, standards);
  assert.equal(found.length, 0, `${page.url()}: ${found.length} accessibility violations\n  ${found.join('\n  ')}`);
}

/** Fails when the page can be scrolled sideways, and names what sticks out. Wide tables scroll inside their own box. */
export async function expectNoSidewaysScroll(page) {
  const { wider, culprits } = await page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrollsItself = (element) => {
      for (let box = element.parentElement; box; box = box.parentElement) {
        if (box !== document.body && getComputedStyle(box).overflowX !== 'visible') return true;
      }
      return false;
    };
    const out = [...document.body.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > width + 1 && !scrollsItself(element),
    );
    return {
      wider: document.documentElement.scrollWidth - width,
      culprits: out.slice(0, 5).map((e) => `<${e.tagName.toLowerCase()} class="${e.className}" id="${e.id}">`),
    };
  });
  assert.ok(wider <= 0, `${page.url()} is ${wider} px too wide: ${culprits.join(', ')}`);
}

/** Bytes as they came over the wire (compressed, with headers) for one fresh load of `path` with all it needs. */
export async function weigh(page, path) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  const parts = new Map();
  const names = new Map();
  session.on('Network.requestWillBeSent', ({ requestId, request }) => names.set(requestId, request.url));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const url = names.get(requestId) ?? '';
    if (url.startsWith('http')) parts.set(url, encodedDataLength);
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  await session.detach();
  const total = [...parts.values()].reduce((sum, bytes) => sum + bytes, 0);
  const list = [...parts].sort((a, b) => b[1] - a[1]).map(([url, bytes]) => `${bytes} ${url}`);
  return { total, list };
}

/** Fails when the page weighs `limit` bytes or more (150 KB: quality figure P-6). */
export async function expectLight(page, path, limit = 150_000) {
  const { total, list } = await weigh(page, path);
  assert.ok(total > 0, `${path}: nothing was loaded`);
  assert.ok(total < limit, `${path} weighs ${total} bytes:\n  ${list.join('\n  ')}`);
}
