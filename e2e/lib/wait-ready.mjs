// node lib/wait-ready.mjs URL PID SECONDS: ends with 0 once URL answers 2xx, with 1 when the process has ended or the
// time is over.
const [url, pid, seconds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const until = Date.now() + seconds * 1000;

function runs(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

async function ready() {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(2000) })).ok;
  } catch {
    return false;
  }
}

for (;;) {
  if (await ready()) process.exit(0);
  if (!runs(pid)) fail('the server ended before it was ready');
  if (Date.now() > until) fail(`the server was not ready within ${seconds} s`);
  await new Promise((resolve) => setTimeout(resolve, 150));
}

function fail(why) {
  console.error(`e2e: ${why}`);
  process.exit(1);
}
