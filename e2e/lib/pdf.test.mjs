import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tinyPdf } from './pdf.mjs';

test('the table of a made PDF points at its objects', () => {
  const file = tinyPdf('Licence (copy) \\ 执照').toString('latin1');
  assert.ok(file.startsWith('%PDF-1.4\n'));
  assert.ok(file.includes('(Licence \\(copy\\) \\\\ ??)'));
  const at = Number(file.match(/startxref\n(\d+)\n%%EOF\n$/)[1]);
  assert.ok(file.slice(at).startsWith('xref\n0 6\n'));
  const offsets = [...file.slice(at).matchAll(/^(\d{10}) 00000 n $/gm)].map((line) => Number(line[1]));
  assert.deepEqual(
    offsets.map((offset, index) => file.slice(offset).startsWith(`${index + 1} 0 obj\n`)),
    [true, true, true, true, true],
  );
});
