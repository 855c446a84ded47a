import { errorCode } from './errorCode.ts';

/** Whether an error says that what was written leads to something that was deleted in the same moment. */
export const isDeleted = (error: unknown): boolean => errorCode(error) === foreignKeyViolation;

/** PostgreSQL's code; where it concerns what is deleted, the deletion looks before, with what leads there held. */
const foreignKeyViolation = '23503';
