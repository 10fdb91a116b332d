declare module 'dynalite' {
  import type { Server } from 'node:http';

  interface DynaliteOptions {
    /** Folder of the LevelDB store; in memory when absent. */
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
    /** Returns the answer to a write whose condition fails; its callers look it up here. */
    checkConditional(
      request: { readonly ReturnValuesOnConditionCheckFailure?: string },
      item: object | undefined,
    ): ConditionError | null | undefined;
  }

  const database: Database;
  export default database;
}

declare module 'dynalite/validations/updateItem.js' {
  /** The request's members that are read; all others are dropped. */
  const validation: { readonly types: Record<string, { readonly type: string }> };
  export default validation;
}
