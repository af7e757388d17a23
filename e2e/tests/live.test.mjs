// A live channel from the encoder to the replay: a real ffmpeg pushes, a real player plays, the encoder is killed and comes back,
// the agenda follows the marks, and a talk can be watched again.
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as e2e from '../lib/index.mjs';

let browser;
let meeting;
const encoders = new Set();
before(async () => { browser = await e2e.launch(); });
after(async () => {
  encoders.forEach((encoder) => encoder.kill('SIGKILL'));
  await browser?.close();
});

const without = spawnSync('ffmpeg', ['-version']).error ? 'ffmpeg is not installed: bin/setup media' : false;
const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

/** A real encoder with key frames every second, so that the test is quick. */
const encoder = (to, { fmp4 = false, tone = 220 } = {}) => {
  const flags = [
    '-hide_banner', '-loglevel', 'error', '-re', '-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=10',
    '-f', 'lavfi', '-i', `sine=frequency=${tone}:sample_rate=44100`,
    '-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '10', '-sc_threshold', '0',
    '-c:a', 'aac', '-b:a', '48k', '-f', 'hls', '-hls_time', '1', '-hls_list_size', '6',
    ...(fmp4 ? ['-hls_segment_type', 'fmp4'] : []), '-method', 'PUT', '-http_persistent', '1', `${to}/index.m3u8`,
  ];
  const child = spawn('ffmpeg', flags, { stdio: ['ignore', 'ignore', 'inherit'] });
  encoders.add(child);
  return child;
};

/** nginx as the manual configures it, in a folder that is thrown away; answers its address, or nothing where it is not installed. */
const cache = async () => {
  const nginx = ['nginx', '/usr/sbin/nginx'].find((name) => !spawnSync(name, ['-v']).error);
  if (!nginx) return null;
  const folder = mkdtempSync(join(tmpdir(), 'xieyu-nginx-'));
  const port = spawnSync('node', [resolve(import.meta.dirname, '../lib/free-port.mjs')]).stdout.toString().trim();
  const text = readFileSync(resolve(import.meta.dirname, '../../docs/nginx-live.conf'), 'utf8');
  const conf = join(folder, 'nginx.conf');
  writeFileSync(conf, text.replaceAll('ORIGIN', new URL(e2e.baseURL).host).replaceAll('PORT', `127.0.0.1:${port}`));
  const child = spawn(nginx, ['-p', folder, '-c', conf, '-g', 'daemon off; master_process off;'], { stdio: ['ignore', 'ignore', 'inherit'] });
  encoders.add(child);
  const url = `http://127.0.0.1:${port}`;
  await until('nginx answers', async () => (await fetch(`${url}/healthz`).catch(() => null))?.ok);
  return { url, close: async () => { await stop(child); rmSync(folder, { recursive: true, force: true }); } };
};

const stop = async (child) => {
  encoders.delete(child);
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((done) => child.once('exit', done));
  child.kill('SIGKILL');
  await ended;
};

/** The address of the page of a channel of the demo's meeting. */
const channel = async (page, code) => {
  meeting ??= await e2e.meetingOnAir(page);
  return `${meeting}/live/${code}`;
};

/** The office makes a key on the console; answers where an encoder pushes to. */
const key = async (page, code) => {
  const at = await channel(page, code);
  await e2e.open(page, `${at}/console`);
  await page.locator('form[action$="/keys"] button').last().click();
  const secret = (await page.locator('#live-key').innerText()).trim();
  assert.match(secret, /^xk-[0-9a-f]{48}$/);
  return `${e2e.baseURL}/ingest/${code}/0/${secret}/main`;
};

const status = async (code) => (await fetch(`${e2e.baseURL}/live/${code}/status.json`)).json();
const until = async (what, check, seconds = 20) => {
  for (const end = Date.now() + seconds * 1_000; Date.now() < end; await sleep(250)) if (await check()) return;
  assert.fail(`within ${seconds} s not: ${what}`);
};
const time = (page) => page.locator('#live-video').evaluate((video) => video.currentTime);
const advances = async (page, what) => {
  await until(`${what}: the picture moves`, async () => (await time(page)) > 0);
  const from = await time(page);
  await until(`${what}: the picture goes on`, async () => (await time(page)) > from + 1);
};

describe('a live channel', { skip: without }, () => {
  test('is pushed, watched, interrupted, resumed, and a talk of it is watched again', { timeout: 120_000 }, async () => {
    const office = await e2e.visit(browser, { lang: 'zh', width: 'desktop' });
    await e2e.loginAs(office, '吴敏');
    const at = await channel(office, 'forum');
    const to = await key(office, 'forum');
    const viewer = await e2e.visit(browser, { lang: 'zh', width: 'phone' });
    await e2e.open(viewer, at);
    assert.equal(await viewer.locator('#live-state').innerText(), '未开播');
    await e2e.axe(viewer);
    let running = encoder(to);
    await advances(viewer, 'at the beginning');
    assert.equal(await viewer.locator('#live-state').innerText(), '直播中');
    await e2e.expectNoSidewaysScroll(viewer);
    await e2e.screenshot(viewer, 'live-player-zh-phone');

    // The first item of the agenda begins, and later the next one.
    const next = async () => {
      await e2e.open(office, `${at}/console`);
      await office.locator('form[action$="/marks"] button').first().click();
      await office.waitForURL(/console/);
    };
    await next();
    await viewer.locator('#live-agenda li[aria-current="true"]').waitFor();
    await e2e.screenshot(office, 'live-console-zh-desktop');
    await e2e.axe(office);
    await e2e.expectNoSidewaysScroll(office);

    // The encoder dies and is started again a quarter of a minute later: the viewer does nothing.
    await stop(running);
    await until('the channel is stalled', async () => (await status('forum')).state === 'stalled');
    await viewer.locator('#live-state[data-state="stalled"]').waitFor();
    await sleep(7_000);
    running = encoder(to, { tone: 440 });
    await until('the channel is live again', async () => (await status('forum')).state === 'live');
    await viewer.locator('#live-state[data-state="live"]').waitFor();
    await advances(viewer, 'after the interruption');
    await next();
    const names = (await (await fetch(`${e2e.baseURL}/live/forum/main.m3u8`)).text()).split('\n').filter((line) => line.endsWith('.ts'));
    assert.equal(new Set(names).size, names.length);
    await sleep(1_500);

    const href = await viewer.locator('#live-agenda li a').first().getAttribute('href').catch(() => null);
    await e2e.open(viewer, at);
    const replay = href ?? await viewer.locator('#live-agenda li a').first().getAttribute('href');
    await e2e.open(viewer, replay);
    await advances(viewer, 'the replay');
    const duration = await viewer.locator('#live-video').evaluate((video) => video.duration);
    assert.ok(Number.isFinite(duration) && duration > 3, `${duration}`);
    await e2e.screenshot(viewer, 'live-replay-zh-phone');
    const file = await (await viewer.request.get(await viewer.locator('a[href*="/download"]').first().getAttribute('href'))).body();
    assert.equal(file[0], 0x47);

    await stop(running);
    await e2e.open(office, `${at}/console`);
    await office.locator('form[action$="/end"] button').click();
    await until('it has ended', async () => (await status('forum')).state === 'ended');
    e2e.expectNoFaults(viewer);
    await viewer.context().close();
    await office.context().close();
  });

  test('takes fMP4 as well, in English and without JavaScript the stream has its address', { timeout: 60_000 }, async () => {
    const office = await e2e.visit(browser, { lang: 'en', width: 'desktop' });
    await e2e.loginAs(office, 'Wu Min');
    const at = await channel(office, 'main-hall');
    const running = encoder(await key(office, 'main-hall'), { fmp4: true });
    await until('the channel is live', async () => (await status('main-hall')).state === 'live');
    const plain = await e2e.visit(browser, { lang: 'en', width: 'phone', script: false });
    await e2e.open(plain, at);
    assert.equal(await plain.locator('#live-state').innerText(), 'Live');
    await e2e.expectNoSidewaysScroll(plain);
    const stream = await plain.locator('a[href$="master.m3u8"]').first().getAttribute('href');
    const master = await (await plain.request.get(stream)).text();
    assert.match(master, /^main\.m3u8$/m);
    const list = await (await plain.request.get(`/live/main-hall/main.m3u8`)).text();
    assert.match(list, /#EXT-X-MAP:URI="main\/init-[0-9a-f]{20}\.mp4"/);
    await e2e.open(office, at);
    await advances(office, 'fMP4');
    const edge = await cache();
    if (edge) {
      const got = async (name) => {
        const answer = await fetch(`${edge.url}/live/main-hall/${name}`);
        return [answer.status, answer.headers.get('x-cache'), await answer.text()];
      };
      const [, , first] = await got('main.m3u8');
      const segment = first.split('\n').find((line) => line.endsWith('.m4s'));
      assert.deepEqual([(await got(segment)).slice(0, 2), (await got(`${segment}?again`)).slice(0, 2)], [[200, 'MISS'], [200, 'HIT']]);
      await until('the cached list grows', async () => (await got('main.m3u8'))[2] !== first);
      await edge.close();
    }
    await stop(running);
    await plain.context().close();
    await office.context().close();
  });

  test('is fed by a crew that knows RTMP only', { timeout: 60_000 }, async () => {
    const office = await e2e.visit(browser, { lang: 'zh', width: 'desktop' });
    await e2e.loginAs(office, '吴敏');
    const [, base, secret] = (await key(office, 'forum')).match(/^(.*)\/0\/(.*)\/main$/);
    const rtmp = `rtmp://127.0.0.1:${spawnSync('node', [resolve(import.meta.dirname, '../lib/free-port.mjs')]).stdout.toString().trim()}/live`;
    const relay = spawn(process.env.XIEYU_BIN, ['relay', '--listen', rtmp, '--to', base], { env: { ...process.env, XIEYU_RELAY_KEY: secret } });
    encoders.add(relay);
    let said = '';
    relay.stderr.on('data', (text) => { said += text; });
    await until('the relay listens', async () => said.includes('push RTMP'));
    await sleep(1_000);
    const clip = ['-hide_banner', '-loglevel', 'error', '-re', '-f', 'lavfi', '-i', 'testsrc2=size=320x180:rate=10', '-c:v', 'libx264', '-preset', 'ultrafast', '-g', '10', '-f', 'flv', rtmp];
    const crew = spawn('ffmpeg', clip, { stdio: ['ignore', 'ignore', 'inherit'] });
    encoders.add(crew);
    await until(`the channel is live; ${said}`, async () => (await status('forum')).state === 'live', 30);
    await stop(crew);
    relay.kill('SIGTERM');
    await new Promise((done) => relay.once('exit', done));
    encoders.delete(relay);
    await office.context().close();
  });
});
