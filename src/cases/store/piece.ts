import type postgres from 'postgres';

/** A piece of a statement, put together by the driver with its parameters. */
export type Piece = postgres.PendingQuery<postgres.Row[]>;
