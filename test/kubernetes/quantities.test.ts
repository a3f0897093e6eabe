import { Cron, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-27';
import { Web } from '../support/web';

test('fails on a limit below its request', () => {
  expect(() => new Web({ resources: { cpu: { request: kplus.Cpu.units(2), limit: kplus.Cpu.millis(500) } } })).toThrow(
    '[shop/web] resources: the limit of cpu, 500m, is below its request, 2000m; raise the limit or lower the request');
  const memory = { request: Size.gibibytes(1), limit: Size.mebibytes(512) };
  expect(() => new Web().image.addWorker('worker', { command: ['x'], resources: { memory } })).toThrow(
    '[shop/web] resources: the limit of memory, 524288Ki, is below its request, 1048576Ki; raise the limit or lower the request');
  expect(() => new Web({ resources: { memory: { request: Size.mebibytes(1), limit: Size.mebibytes(1) } } })).not.toThrow();
});

test.each([
  [Cron.schedule({ minute: '60' }), '"60 * * * *" is no cron expression: its minute must be from 0 to 59'],
  [Cron.schedule({ day: '0' }), '"* * 0 * *" is no cron expression: its day must be from 1 to 31'],
  [Cron.schedule({ hour: 'noon' }), '"* noon * * *" is no cron expression: its hour must be from 0 to 23'],
  [Cron.schedule({ minute: '0 0' }), '"0 0 * * * *" is no cron expression of five fields'],
])('fails on a schedule that is none', (schedule, message) => {
  expect(() => new Web().image.addCronJob('clean', { command: ['x'], schedule })).toThrow(
    `[shop/web] the schedule ${message}; for example '0 3 * * *', every night at 3`);
});

test.each(['*/5 * * * *', '0 3 * * MON-FRI', '0,30 8-18/2 1 JAN,JUL 0'])('takes the schedule %s', (text) => {
  const [minute, hour, day, month, weekDay] = text.split(' ');
  const web = new Web();
  web.image.addCronJob('clean', { command: ['x'], schedule: Cron.schedule({ minute, hour, day, month, weekDay }) });
  expect(web.manifests('CronJob')[0].spec.schedule).toBe(text);
});
