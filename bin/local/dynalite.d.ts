declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface DynaliteOptions {
    /** Folder of the LevelDB store. If undefined, the store is in memory. */
    readonly path?: string | undefined;
    readonly createTableMs?: number;
  }

  export default function dynalite(options?: DynaliteOptions): Server;
}

declare module 'dynalite/db/index.js' {
  interface ConditionError extends Error {
    readonly body: Record<string, unknown>;
  }

  interface Database {
    /**
     * Returns the answer to a write whose condition fails. Callers inside dynalite use this
     * property.
     */
    checkConditional(
      request: { readonly ReturnValuesOnConditionCheckFailure?: string },
      item: object | undefined,
    ): ConditionError | null | undefined;
  }

  const database: Database;
  export default database;
}

declare module 'dynalite/validations/updateItem.js' {
  /** The request members that dynalite reads. It drops all others. */
  const validation: { readonly types: Record<string, { readonly type: string }> };
  export default validation;
}
