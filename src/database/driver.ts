import { registerHooks } from 'node:module';

/** One correction of the driver's source: the text as published and the text that runs here. */
interface Correction {
  file: 'connection.js' | 'index.js';
  published: string;
  corrected: string;
}

/**
 * postgres 3.4.9 mishandles a connection that is lost while a transaction is open (github.com/porsager/postgres, issues
 * 1066, 1154, 1208): a write to the socket that is gone ends the whole process, bytes and queries of the lost connection
 * leak into the next one, and a transaction whose connection has been given to somebody else goes on inside theirs.
 * Nothing outside the driver can reach this, so these lines are corrected as they are loaded.
 */
const corrections: Correction[] = [
  {
    // Nagle's algorithm makes COPY (a command, then data, then its end) wait some 40 ms each time for an
    // acknowledgement that the other side is in no hurry to give.
    file: 'connection.js',
    published: "    x.on('error', error)\n",
    corrected: "    x.setNoDelay && x.setNoDelay(true)\n    x.on('error', error)\n",
  },
  {
    // Statements that are sent in one turn travel together, long ones too: each write wakes the other side up.
    file: 'connection.js',
    published: '    if (fn || chunk.length >= 1024)\n',
    corrected: '    if (fn || chunk.length >= 65536)\n',
  },
  {
    // What a transaction sends leaves when nothing more follows at once; the database need not wait until every request
    // that has come in meanwhile is read. Node runs what awaits only when all ticks are through, so it takes two until a
    // COMMIT that follows is there as well. Other statements wait that long, and those of one connection travel together.
    file: 'connection.js',
    published: '    nextWriteTimer === null && (nextWriteTimer = setImmediate(nextWrite))\n',
    corrected:
      '    nextWriteTimer === null && (nextWriteTimer = setImmediate(nextWrite))\n' +
      '    connection.reserved && process.nextTick(queueMicrotask, () => process.nextTick(() => chunk && nextWrite()))\n',
  },
  {
    // The first query of a connection asks for array types; when it failed nobody was told.
    file: 'connection.js',
    published: '        return fetchArrayTypes()\n',
    corrected: '        return fetchArrayTypes().catch(e => socket && errored(e))\n',
  },
  {
    // What the server refuses at the end of a COPY, such as a key that is there twice, left its writer waiting for ever.
    file: 'connection.js',
    published: '    stream && (stream.destroy(err), stream = null)\n',
    corrected:
      '    stream && (stream.destroy(err), stream = null)\n    final && (final(err), final = null)\n',
  },
  {
    file: 'connection.js',
    published: "return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))\n",
    corrected:
      "return queryError(q, Errors.connection('CONNECTION_DESTROYED', options))\n\n" +
      "    if (!socket)\n      return (queryError(q, Errors.connection('CONNECTION_CLOSED', options)), true)\n",
  },
  {
    file: 'connection.js',
    published: '    const x = socket.write(chunk, fn)\n',
    corrected:
      '    if (!socket) {\n      chunk = nextWriteTimer = null\n      return true\n    }\n    const x = socket.write(chunk, fn)\n',
  },
  {
    file: 'connection.js',
    published: '    socket = null\n\n    if (initial)\n      return reconnect()\n',
    corrected:
      '    socket = null\n    chunk = nextWriteTimer = null\n    connection.epoch += 1\n\n    if (initial) {\n' +
      // What the lost connection asked for itself must not hold up the refusal of the next attempt.
      "      query && query.reject(Errors.connection('CONNECTION_CLOSED', options))\n" +
      '      query = results = errorResponse = null\n      result = new Result()\n      return reconnect()\n    }\n',
  },
  {
    file: 'connection.js',
    published:
      "    !hadError && (query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options, socket))\n",
    corrected:
      "    ;(query || sent.length) && error(Errors.connection('CONNECTION_CLOSED', options))\n" +
      '    query = results = errorResponse = null\n    result = new Result()\n',
  },
  {
    file: 'connection.js',
    published: "onclose(connection, Errors.connection('CONNECTION_CLOSED', options, socket))",
    corrected: "onclose(connection, Errors.connection('CONNECTION_CLOSED', options))",
  },
  {
    file: 'connection.js',
    published: '    count: 0,\n    id\n',
    corrected: '    count: 0,\n    epoch: 0,\n    id\n',
  },
  {
    file: 'index.js',
    published: '        q.catch(e => uncaughtError || (uncaughtError = e))\n',
    corrected:
      '        q.catch(e => uncaughtError || (uncaughtError = e))\n' +
      '        if (c.epoch !== epoch)\n          return q.reject(lost())\n' +
      "        if (committed)\n          return q.reject(Errors.generic('TRANSACTION_ENDED', 'Nothing can be sent after the commit'))\n" +
      '        committed = q === last\n',
  },
  {
    file: 'index.js',
    published: '      , connection\n      , prepare = null\n',
    corrected:
      '      , connection\n      , epoch\n      , executed\n      , last\n      , committed = false\n' +
      "      , lost = () => Errors.connection('CONNECTION_CLOSED', sql.options)\n" +
      '      , prepare = null\n',
  },
  {
    // BEGIN travels with the first statements: nobody needs to hear that it was done before them.
    file: 'index.js',
    published:
      "      await sql.unsafe('begin ' + options.replace(/[^a-z ]/ig, ''), [], { onexecute }).execute()\n",
    corrected:
      '      await new Promise((resolve, reject) => {\n        executed = resolve\n' +
      "        sql.unsafe('begin ' + options.replace(/[^a-z ]/ig, ''), [], { onexecute }).execute().catch(reject)\n" +
      '      })\n      connection.queue === full && move(connection, reserved)\n',
  },
  {
    file: 'index.js',
    published: '      connection = c\n      move(c, reserved)\n',
    corrected: '      connection = c\n      executed()\n      epoch = c.epoch\n      move(c, reserved)\n',
  },
  {
    // COMMIT may travel with the last statements (`commitWith`); after it the connection is somebody else's.
    file: 'index.js',
    published: '      sql.savepoint = savepoint\n',
    corrected: '      sql.savepoint = savepoint\n      sql.sendCommit = () => last = sql`commit`\n',
  },
  {
    file: 'index.js',
    published: '        await (name\n',
    corrected: '        last || await (name\n',
  },
  {
    file: 'index.js',
    published: '      if (!name) {\n        prepare\n',
    corrected: '      if (!name && !last) {\n        prepare\n',
  },
];

function correct(url: string, source: string): string {
  const file = url.slice(url.lastIndexOf('/') + 1);
  return corrections
    .filter((correction) => correction.file === file)
    .reduce((text, { published, corrected }) => {
      if (text.split(published).length !== 2) {
        throw new Error('The package postgres is another version than 3.4.9; review src/database/driver.ts.');
      }
      return text.replace(published, () => corrected);
    }, source);
}

const hooks = registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!/\/postgres\/src\/(connection|index)\.js$/.test(url)) return loaded;
    const source = Buffer.from(loaded.source as Uint8Array).toString('utf8');
    return { ...loaded, source: correct(url, source) };
  },
});

/** The `postgres` driver (porsager), corrected. Import it from here, never from the package. */
export const { default: driver } = await import('postgres');

hooks.deregister();
