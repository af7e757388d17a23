// Live channels of the demo.
import assert from 'node:assert/strict';

import { open } from './browser.mjs';

/** The address of the meeting of the demo that has channels: other tests make meetings of their own, which stand in the list as well. */
export const meetingOnAir = async (page) => {
  await open(page, '/meetings');
  const links = await page.locator('main a[href^="/meetings/"]').evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  for (const href of links.filter((href) => /^\/meetings\/[0-9a-f-]{36}$/.test(href))) {
    await open(page, `${href}/live`);
    if (await page.locator('a[href$="/live/forum"]').count()) return href;
  }
  return assert.fail('the demo has no meeting with channels');
};
