/**
 * The exceptions that the services declare, and the ones every AWS front door raises by itself.
 * A service that lacks a name gets its own word for it at the door (see services/services.ts, `renamed`).
 */
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
  | 'ResourceInUseException'
  | 'LimitExceededException'
  | 'ContactNotFoundException'
  | 'ContactFlowNotPublishedException'
  | 'DestinationNotAllowedException'
  | 'IdempotencyException'
  | 'InvalidContactFlowException'
  | 'OutboundContactNotPermittedException'
  | 'ServiceUnavailableException'
  | 'UnknownOperationException'
  | 'MissingAuthenticationTokenException'
  | 'IncompleteSignatureException'
  | 'InvalidSignatureException'
  | 'UnrecognizedClientException';

const statusOf: Partial<Record<RefusalName, number>> = {
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  ContactNotFoundException: 410,
  ContactFlowNotPublishedException: 404,
  DestinationNotAllowedException: 403,
  OutboundContactNotPermittedException: 403,
  UnknownOperationException: 404,
  ConflictException: 409,
  DuplicateResourceException: 409,
  IdempotencyException: 409,
  ResourceConflictException: 409,
  ResourceInUseException: 409,
  LimitExceededException: 429,
  ThrottlingException: 429,
  ServiceQuotaExceededException: 402,
  InternalServerException: 500,
  NotImplementedException: 501,
  ServiceUnavailableException: 503,
  MissingAuthenticationTokenException: 403,
  IncompleteSignatureException: 403,
  InvalidSignatureException: 403,
  UnrecognizedClientException: 403,
};

/**
 * A request we decline on purpose. Raised anywhere, translated once, at the door.
 * The message says what was wrong, what was expected and what to do; it never repeats a sensitive value.
 */
export class Refusal extends Error {
  readonly exception: RefusalName;
  /** HTTP status. */
  readonly status: number;
  /** Further members of the exception's shape, e.g. `resourceId` and `resourceType` of Cases' not-found. */
  readonly details: Readonly<Record<string, unknown>>;

  constructor(exception: RefusalName, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.name = exception;
    this.exception = exception;
    this.status = statusOf[exception] ?? 400;
    this.details = details;
  }
}

/** 400: the input cannot be accepted as it stands. */
export const badRequest = (message: string) => new Refusal('BadRequestException', message);

/** 404: the thing does not exist, or belongs to another account (both read the same). */
export const notFound = (message: string) => new Refusal('ResourceNotFoundException', message);

/** 404: what was there when the request began is gone, and nothing of the request was written. */
export const deletedMeanwhile = () =>
  notFound('Something that this request leads to was deleted while it was carried out; nothing was written.');

/** 403: known caller, not allowed. */
export const accessDenied = (message: string) => new Refusal('AccessDeniedException', message);

/** 501: the operation exists in the API but not here yet. */
export const notImplemented = (operation: string) =>
  new Refusal('NotImplementedException', `${operation} is not built into this server yet`);

/** 503: the database cannot be reached just now; AWS clients send the request again by themselves. */
export const unavailable = () =>
  new Refusal(
    'ServiceUnavailableException',
    'The database cannot be reached just now; send the request again',
  );
