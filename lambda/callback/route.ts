/** Where Lucky Monaco sends the callback, below the API's URL. */
export const callbackRoute = { method: 'POST', path: '/V4/SessionExpired' } as const;
