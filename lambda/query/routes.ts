/** The routes of the query API, below its URL. */
export const queryRoutes = {
  get: { method: 'GET', path: '/session-records/{uuid}' },
  list: { method: 'GET', path: '/session-records' },
} as const;
