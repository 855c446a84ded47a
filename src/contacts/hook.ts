/** A request to a route that stands beside the two doors: telephone systems and chat widgets call these. */
export interface HookRequest {
  /** Raw bytes, as signed. */
  body: Buffer;
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  /** Address the request came from. */
  address: string;
}

/** What a hook answers; objects travel as JSON. */
export interface HookAnswer {
  status: number;
  headers?: Record<string, string>;
  body?: unknown;
}

/** A plain handler that the listener registers. Refusals thrown become JSON errors. */
export interface Hook {
  method: 'GET' | 'POST' | 'OPTIONS';
  /** In the listener's pattern language, such as `/chat/api/:operation`. */
  path: string;
  handle(request: HookRequest): Promise<HookAnswer>;
}
