// Everything a test file imports.
export * from './actions.mjs';
export * from './browser.mjs';
export { meetingOnAir } from './channels.mjs';
export * from './checks.mjs';
export { tinyPdf } from './pdf.mjs';
export { people } from './people.mjs';
export { startStage } from './stage.mjs';
export { expectEnglish } from './english.mjs';
export { settle } from './settle.mjs';
