// Waits for what a press sets off. A press begins a navigation, an exchange of a fragment, or nothing; the browser does not
// say which, so the requests are watched.

/** Requests that stay open by design. */
const endless = ['eventsource', 'websocket'];
/** Milliseconds: until a request has begun if there is one; of quiet after the last; at most in all. */
const begin = 250;
const quiet = 60;
const most = 20_000;

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Does `act` and waits until every request that came of it is answered and the page has loaded. */
export async function settle(page, act) {
  const open = new Set();
  let last = 0;
  const begins = (request) => {
    if (endless.includes(request.resourceType())) return;
    open.add(request);
    last = Date.now();
  };
  const ends = (request) => {
    open.delete(request);
    last = Date.now();
  };
  page.on('request', begins).on('requestfinished', ends).on('requestfailed', ends);
  try {
    await act();
    const acted = Date.now();
    while (Date.now() - acted < most) {
      const waits = last === 0 ? Date.now() - acted < begin : open.size > 0 || Date.now() - last < quiet;
      if (!waits) break;
      await pause(20);
    }
    await page.waitForLoadState('load');
  } finally {
    page.off('request', begins).off('requestfinished', ends).off('requestfailed', ends);
  }
}
