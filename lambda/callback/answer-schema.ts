import * as v from 'valibot';
import { errorCodes } from './answer.ts';

const codes = [...new Set(Object.values(errorCodes).flatMap((set) => Object.values(set)))];

/** The schema of an answer to a callback: what documents and tests hold answers against. */
export const answerSchema = v.object({
  error: v.pipe(
    v.picklist(codes),
    v.description('0 when the record is durable; else a code of the numbering that the stage is set to'),
  ),
  description: v.pipe(v.string(), v.maxLength(256)),
});
