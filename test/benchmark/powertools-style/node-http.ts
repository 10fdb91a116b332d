/** The stand-in for `node:http`, with the default export that Powertools' tracer imports. */
export * from '../../../lambda/shared/built-in-modules.ts';
export default process.getBuiltinModule('node:http');
