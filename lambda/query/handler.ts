import { queryLambda } from './query-lambda.ts';

/** The Lambda handler for the query API. */
export const handler = await queryLambda(process.env);
