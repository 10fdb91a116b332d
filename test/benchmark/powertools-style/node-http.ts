/** The stand-in for `node:http`, with the default export that Powertools' tracer imports. */
export * from '../../../lambda/parts/built-in-modules.ts';
export default process.getBuiltinModule('node:http');
