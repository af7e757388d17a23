// A server of a test's own: an empty stage with only the cast, on any day, that can be moved to a later day. What was done on
// the earlier day stays.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { out } from './browser.mjs';

const binary = process.env.XIEYU_BIN ?? resolve(import.meta.dirname, '../../target/debug/xieyu');

/** Milliseconds until a debug binary must have made its tables and answer. */
const patience = 60_000;

/**
 * Starts the server on `today` (a day such as `2023-05-08`; the real day when left out). Its log goes to
 * target/e2e/NAME.log.
 */
export async function startStage(name, { today } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'xieyu-stage-'));
  const port = await freePort();
  const stage = { url: `http://127.0.0.1:${port}`, name, folder, port, today };
  await begin(stage);
  return {
    url: stage.url,
    get today() { return stage.today; },
    /** Goes on as if it were this day. Everybody has to log in again if the sessions are over by then. */
    async moveTo(day) {
      await end(stage);
      stage.today = day;
      await begin(stage);
    },
    async stop() {
      await end(stage);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function begin(stage) {
  const when = stage.today ? ['--today', stage.today] : [];
  const flags = ['demo', '--cast-only', ...when, '--listen', `127.0.0.1:${stage.port}`];
  stage.server = spawn(binary, flags, { cwd: stage.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  mkdirSync(out, { recursive: true });
  const log = createWriteStream(join(out, `${stage.name}.log`), { flags: 'a' });
  for (const stream of [stage.server.stdout, stage.server.stderr]) stream.pipe(log, { end: false });
  // A test that is broken off must not leave its server behind.
  stage.reaper = () => stage.server.kill();
  process.on('exit', stage.reaper);
  await ready(stage);
}

async function ready(stage) {
  for (const until = Date.now() + patience; Date.now() < until; ) {
    assert.equal(stage.server.exitCode, null, `the server ended at once; see ${stage.name}.log`);
    const answer = await fetch(`${stage.url}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null);
    if (answer?.ok) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  assert.fail(`the server was not ready within ${patience} ms; see ${stage.name}.log`);
}

async function end(stage) {
  process.off('exit', stage.reaper);
  if (stage.server.exitCode !== null) return;
  const ended = new Promise((done) => stage.server.once('exit', done));
  stage.server.kill();
  await ended;
}

function freePort() {
  return new Promise((done, failed) => {
    const probe = createServer().once('error', failed);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => done(port));
    });
  });
}
