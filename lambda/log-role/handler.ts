import { logRoleLambda } from './log-role-lambda.ts';

/** The Lambda handler of the stack's custom resource, which gives API Gateway its role for logs. */
export const handler = logRoleLambda();
