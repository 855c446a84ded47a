/** The five exceptions that Customer Profiles declares; the other services add their own names (contract: errors). */
export type RefusalName =
  | 'BadRequestException'
  | 'AccessDeniedException'
  | 'ResourceNotFoundException'
  | 'ThrottlingException'
  | 'InternalServerException'
  | 'NotImplementedException'
  | 'ValidationException'
  | 'ConflictException'
  | 'ServiceQuotaExceededException'
  | 'InvalidParameterException'
  | 'InvalidRequestException'
  | 'DuplicateResourceException'
  | 'ResourceConflictException'
  | 'LimitExceededException';

const statusOf: Partial<Record<RefusalName, number>> = {
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ConflictException: 409,
  DuplicateResourceException: 409,
  ResourceConflictException: 409,
  LimitExceededException: 429,
  ThrottlingException: 429,
  ServiceQuotaExceededException: 402,
  InternalServerException: 500,
  NotImplementedException: 501,
};

/**
 * A request we decline on purpose. Raised anywhere, translated once, at the door.
 * The message says what was wrong, what was expected and what to do; it never repeats a sensitive value.
 */
export class Refusal extends Error {
  readonly exception: RefusalName;
  /** HTTP status. */
  readonly status: number;

  constructor(exception: RefusalName, message: string) {
    super(message);
    this.name = exception;
    this.exception = exception;
    this.status = statusOf[exception] ?? 400;
  }
}

/** 400: the input cannot be accepted as it stands. */
export const badRequest = (message: string) => new Refusal('BadRequestException', message);

/** 404: the thing does not exist, or belongs to another account (both read the same). */
export const notFound = (message: string) => new Refusal('ResourceNotFoundException', message);

/** 403: known caller, not allowed. */
export const accessDenied = (message: string) => new Refusal('AccessDeniedException', message);
