// Everything a test file imports.
export * from './actions.mjs';
export * from './browser.mjs';
export * from './checks.mjs';
export { tinyPdf } from './pdf.mjs';
