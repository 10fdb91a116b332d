import { callbackLambda } from './callback-lambda.ts';

/** The Lambda handler for `POST /V4/SessionExpired`. */
export const handler = await callbackLambda(process.env);
