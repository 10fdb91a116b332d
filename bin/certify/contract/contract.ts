/** The error code for each meaning. */
export type ErrorCodes = Readonly<
  Record<'success' | 'wrongSecureLogin' | 'badParameters' | 'retry' | 'doNotRetry', number>
>;

/**
 * The provider's two error code sets. They are not imported from the Lambda, so a wrong number
 * there fails the checks.
 */
export const errorCodeSets = {
  '2024-10-17': { success: 0, wrongSecureLogin: 4, badParameters: 7, retry: 100, doNotRetry: 120 },
  '2024-10-27': {
    success: 0,
    wrongSecureLogin: 54,
    badParameters: 57,
    retry: 998,
    doNotRetry: 999,
  },
} as const satisfies Record<string, ErrorCodes>;

/** The optional fields in each revision of the callback's fields. */
export const revisions = {
  '2024-10-17': [],
  '2024-10-18': ['secureLogin', 'token'],
} as const satisfies Record<string, readonly Field[]>;

/** The callback's fields with the most characters that each may have. */
export const maxLengths = {
  secureLogin: 256,
  providerId: 256,
  sessionId: 256,
  userId: 256,
  token: 4096,
  uuid: 256,
} as const;

/** The most characters that a description may have. */
export const maxDescriptionLength = 256;

/** How long the provider waits for an answer, in milliseconds. */
export const providerTimeLimitMs = 10_000;

/** The callback's path below the API's URL. */
export const callbackPath = '/V4/SessionExpired';

/** A field of the callback. */
export type Field = keyof typeof maxLengths;

/** The date that names an error code set. */
export type ErrorCodeSet = keyof typeof errorCodeSets;

/** The date that names a revision of the callback's fields. */
export type Revision = keyof typeof revisions;
