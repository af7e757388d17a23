// The 2024 mode from the guideline to the certificate: guidelines at any time, the university establishes and closes.
import { after, before, test } from 'node:test';
import * as e2e from '../lib/index.mjs';
import * as agreement from './parts/agreement.mjs';
import * as application from './parts/application.mjs';
import * as closing from './parts/closing.mjs';
import * as guideline from './parts/guideline.mjs';
import { inspection } from './parts/inspection.mjs';
import * as running from './parts/running.mjs';

const call = {
  title: '子午光电 2026 年度项目指南',
  item: '智能光电检测课程体系建设',
  deadline: '2026-06-30',
};
const project = {
  pi: '林梅',
  item: call.item,
  title: '面向新工科的智能光电检测课程建设',
  startsOn: '2026-03-02',
  endsOn: '2027-03-02',
  firstDue: '2026-03-10',
  secondDue: '2026-09-10',
  tooLate: '2028-03-03',
  postponedTo: '2028-03-02',
};

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

for (const script of [true, false]) {
  const how = script ? 'with' : 'without';
  test(`a project of the 2024 mode lives from the guideline to the certificate, ${how} JavaScript`, async (t) => {
    const stage = await e2e.startStage(`rolling-${how}`, { today: project.startsOn });
    const cast = e2e.people(browser, { script, at: stage.url });
    const inspected = inspection(t);
    const look = script ? inspected.look : async () => {};
    try {
      await guideline.written(cast, call, look);
      await guideline.approved(cast, call, look);
      await application.submitted(cast, project, { script }, look);
      await application.passed(cast, project, look);
      await application.selected(cast, project, look);
      await agreement.submitted(cast, project, look);
      await agreement.confirmed(cast, project, look);
      const number = await running.filed(cast, project, look);
      await running.foundByAnybody(cast, project, number, look);
      await running.paid(cast, project, stage.today, look);
      await running.reported(cast, project, look);
      await running.postponed(cast, project, look);

      await cast.leave();
      await stage.moveTo('2027-02-20');
      await running.paid(cast, project, stage.today, look);
      await closing.handedIn(cast, project, look);
      await closing.accepted(cast, project, look);
      await closing.publishedByUniversity(cast, project, look);
      await closing.certified(cast, project, look);
      inspected.report();
    } finally {
      await cast.leave();
      await stage.stop();
    }
  });
}
