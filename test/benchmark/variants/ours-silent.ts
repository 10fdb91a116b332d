import { callbackLambda } from '../../../lambda/callback/callback-lambda.ts';

/** This receiver, which reports no callback. */
export const handler = await callbackLambda(process.env, { report: () => {} });
