import { callbackRoute } from '../../lambda/callback/callback.ts';
import { queryRoutes } from '../../lambda/query/request.ts';
import packageJson from '../../package.json' with { type: 'json' };
import { callbackOperation, callbackSchemas } from './callback-operation.ts';
import { getOperation, listOperation, querySchemas } from './query-operations.ts';

/** Returns the OpenAPI document of both APIs. */
export function openApiDocument() {
  return {
    openapi: '3.1.1',
    info: {
      title: 'Session Expired',
      version: packageJson.version,
      description:
        "Two APIs: one receives Lucky Monaco's Session Expired callbacks, the other lets the " +
        "operator's services query what was received.",
      contact: { name: 'The operator of the casino' },
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [
      {
        url: 'https://{api}.execute-api.{region}.amazonaws.com/{stage}',
        description:
          "Each API has an id of its own: the stack's outputs CallbackUrl and QueryUrl hold the " +
          'URLs',
        variables: {
          api: { default: 'abcde12345' },
          region: { default: 'eu-west-1' },
          stage: { default: 'prod' },
        },
      },
    ],
    tags: [
      { name: 'Callback', description: 'What Lucky Monaco calls' },
      { name: 'Query', description: "What the operator's services call, as IAM principals" },
    ],
    security: [{ iam: [] }],
    paths: {
      [callbackRoute.path]: {
        [callbackRoute.method.toLowerCase()]: callbackOperation,
      },
      [queryRoutes.list.path]: {
        [queryRoutes.list.method.toLowerCase()]: listOperation,
      },
      [queryRoutes.get.path]: {
        [queryRoutes.get.method.toLowerCase()]: getOperation,
      },
    },
    components: {
      securitySchemes: {
        iam: {
          type: 'apiKey',
          in: 'header',
          name: 'Authorization',
          description: 'AWS Signature Version 4, for the service execute-api',
          'x-amazon-apigateway-authtype': 'awsSigv4',
        },
      },
      schemas: { ...callbackSchemas, ...querySchemas },
    },
  };
}
