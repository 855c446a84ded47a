/** Something the person at the keyboard can set right; only the message is shown. */
export class CliError extends Error {}
