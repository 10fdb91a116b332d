import { replayLambda } from './replay-lambda.ts';

/** The Lambda handler that replays the overflow queue. */
export const handler = replayLambda(process.env);
