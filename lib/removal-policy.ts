import { RemovalPolicy } from 'aws-cdk-lib';

/** Returns what becomes of data when the stack is deleted: a protected stage keeps it. */
export const removalPolicy = (isProtected: boolean): RemovalPolicy =>
  isProtected ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY;
