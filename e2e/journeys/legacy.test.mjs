// The legacy mode from the round of May 2023 to the certificate: the Department publishes both lists, and the closing goes
// to the university first.
import { after, before, test } from 'node:test';
import * as e2e from '../lib/index.mjs';
import * as agreement from './parts/agreement.mjs';
import * as application from './parts/application.mjs';
import * as closing from './parts/closing.mjs';
import * as guideline from './parts/guideline.mjs';
import { inspection } from './parts/inspection.mjs';
import * as legacy from './parts/legacy.mjs';
import * as running from './parts/running.mjs';

const round = { name: '2023年5月', year: 2023, opensOn: '2023-05-04', closesOn: '2023-05-26' };
const call = {
  title: '子午光电 2023 年项目指南',
  item: '激光原理与应用课程改革',
  deadline: '2023-09-08',
  round: '2023年5月',
};
const project = {
  pi: '林梅',
  item: call.item,
  title: '激光原理与应用课程的案例化改革',
  startsOn: '2023-07-12',
  endsOn: '2024-07-12',
  firstDue: '2023-08-12',
  secondDue: '2024-01-12',
};

let browser;
before(async () => { browser = await e2e.launch(); });
after(async () => { await browser?.close(); });

for (const script of [true, false]) {
  const how = script ? 'with' : 'without';
  test(`a project of the legacy mode lives from the round to the certificate, ${how} JavaScript`, async (t) => {
    const stage = await e2e.startStage(`legacy-${how}`, { today: '2023-05-08' });
    const cast = e2e.people(browser, { script, at: stage.url });
    const inspected = inspection(t);
    const look = script ? inspected.look : async () => {};
    const onTo = async (day) => {
      await cast.leave();
      await stage.moveTo(day);
    };
    try {
      await legacy.roundOpened(cast, round, look);
      await guideline.written(cast, call, async () => {});
      await guideline.approved(cast, call, async () => {});

      await onTo('2023-05-29');
      await legacy.roundPublished(cast, round, call, look);

      await onTo('2023-06-12');
      await application.submitted(cast, project, { script }, async () => {});
      await application.passed(cast, project, async () => {});
      await application.selected(cast, project, async () => {});
      await agreement.submitted(cast, project, async () => {});
      await agreement.confirmed(cast, project, async () => {});
      await legacy.reported(cast, project, look);

      await onTo('2023-07-10');
      await legacy.listed(cast, project, round, '教高司函〔2023〕11号', look);

      await onTo('2024-06-03');
      await running.paid(cast, project, stage.today, async () => {});
      await running.paid(cast, project, stage.today, async () => {});
      await closing.handedIn(cast, project, look);
      await legacy.passedByUniversity(cast, project, look);
      await closing.accepted(cast, project, look);
      await legacy.published(cast, project, look);
      await closing.certified(cast, project, async () => {});
      inspected.report();
    } finally {
      await cast.leave();
      await stage.stop();
    }
  });
}
