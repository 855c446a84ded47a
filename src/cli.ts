import { parseArgs } from 'node:util';
import { helpText } from './cli/help.ts';
import { readVersion } from './cli/package.ts';
import { CliError } from './cli/problem.ts';
import { readConfig } from './config.ts';

/** Each command loads its own code, so that the small ones start at once. */
type Command = (args: string[]) => Promise<number>;

const commands: Record<string, Command> = {
  serve: async (args) => {
    parseArgs({ args, options: {} });
    const { serve } = await import('./cli/serve.ts');
    return serve(readConfig(), { demo: false });
  },
  demo: async (args) => {
    parseArgs({ args, options: {} });
    const { serve } = await import('./cli/serve.ts');
    return serve(readConfig(), { demo: true });
  },
  import: async (args) => {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        domain: { type: 'string', short: 'd' },
        'object-type': { type: 'string', short: 't' },
        'dry-run': { type: 'boolean', default: false },
        encoding: { type: 'string' },
        delimiter: { type: 'string' },
        url: { type: 'string' },
      },
    });
    const { importFile } = await import('./cli/importFile.ts');
    return importFile(readConfig(), positionals, values);
  },
  help: async () => print(helpText),
  version: async () => print(await readVersion()),
};

const aliases: Record<string, string> = {
  '--help': 'help',
  '-h': 'help',
  '--version': 'version',
  '-v': 'version',
};

async function print(text: string): Promise<number> {
  process.stdout.write(`${text}\n`);
  return 0;
}

async function run(): Promise<number> {
  const [first = 'help', ...args] = process.argv.slice(2);
  const name = aliases[first] ?? first;
  if (args.includes('--help') || args.includes('-h')) return print(helpText);
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new CliError(`There is no command "${first}". "nayose help" lists what there is.`);
  return command(args);
}

try {
  process.exitCode = await run();
} catch (error) {
  const { code, message } = error as { code?: string; message: string };
  const expected =
    error instanceof CliError || code?.startsWith('ERR_PARSE_ARGS') || !(error instanceof TypeError);
  process.stderr.write(`nayose: ${expected ? message : ((error as Error).stack ?? message)}\n`);
  process.exitCode = 1;
}
