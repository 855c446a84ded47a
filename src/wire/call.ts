/** Who is asking: an access key at the AWS door or a person with a session at the web door. */
export interface Caller {
  /** 12-digit account that owns domains. */
  accountId: string;
  /** ARN recorded as PerformedBy in history and audit. */
  arn: string;
  /** Region of the credential scope; used in ARNs we hand out. */
  region: string;
  role: Role;
}

/** Roles from the most to the least powerful. An access key acts as the role it was made for. */
export type Role = 'admin' | 'supervisor' | 'agent';

/** What every operation receives besides its input. */
export interface Call {
  caller: Caller;
  /** Echoed to the client as x-amzn-RequestId. */
  requestId: string;
  /** Address of this house as the client reached it, such as `https://nayose.example`; undefined when it is not known. */
  base?: string | undefined;
}

/** An operation: validated input in, output in the API's own shape out. Refuses by throwing a Refusal. */
export type Operation<Input, Output> = (input: Input, call: Call) => Promise<Output>;
