// Quality figure P-3: an English page shows no Chinese besides data. What people typed stays as they typed it, so the check
// knows the platform's own Chinese words: every pair of texts in the sources, "中文", "English".
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const han = /\p{Script=Han}/u;

/** Chinese words that are right on an English page: the name of the platform, and the language its reader may switch to. */
const allowed = new Set(['协育', '中文']);

let known;

/** Every Chinese text of the platform that has an English one beside it, as expressions: `{n}` stands for anything. */
function ownWords() {
  known ??= sources().flatMap((file) => pairs(readFileSync(file, 'utf8')));
  return known;
}

function sources() {
  const slices = readdirSync(join(root, 'crates')).filter((slice) => !['demo', 'cast', 'testing'].includes(slice));
  const folders = [...slices.map((slice) => join(root, 'crates', slice, 'src')), join(root, 'app', 'src')];
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .filter((name) => name.endsWith('.rs') && !name.endsWith('tests.rs'))
      .map((name) => join(folder, name)),
  );
}

function pairs(source) {
  const found = source.matchAll(/"((?:[^"\\]|\\.)*\p{Script=Han}(?:[^"\\]|\\.)*)",\s*"((?:[^"\\]|\\.)*)"/gu);
  return [...found].filter(([, zh, en]) => zh !== en && !han.test(en) && !allowed.has(zh)).map(([, zh]) => expression(zh));
}

function expression(text) {
  const plain = text.trim().replace(/\{\w*\}/g, '\u0000').replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${plain.replaceAll('\u0000', '.*')}$`, 'su');
}

/** What is marked as Chinese, such as a letter to a Chinese reader, is data. Fails with every piece of an English page that is one of the platform's own Chinese texts. */
export async function expectEnglish(page) {
  const shown = await page.evaluate(() => {
    const texts = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      if (!walk.currentNode.parentElement.closest('textarea, script, style, body [lang^=zh]')) texts.push(walk.currentNode.data);
    }
    for (const element of document.querySelectorAll('[aria-label], [title], [placeholder], [alt]')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) texts.push(element.getAttribute(name) ?? '');
    }
    return texts.map((text) => text.trim());
  });
  const chinese = [...new Set(shown)].filter((text) => han.test(text) && ownWords().some((word) => word.test(text)));
  assert.deepEqual(chinese, [], `${page.url()}: an English page shows the platform's Chinese`);
}
