import { callbackLambda } from '../../../lambda/callback/callback-lambda.ts';

/** This receiver, whose start neither opens the connection nor rehearses a callback. */
export const handler = await callbackLambda(process.env, { warmsUp: false, rehearses: false });
