import { decodeUri } from './canonical.ts';

/** A matched request: what was found and the decoded labels of its path. */
export interface Match<Found> {
  found: Found;
  labels: Record<string, string>;
}

interface Target<Found> {
  found: Found;
  labelNames: string[];
  /** Query literals the route asks for, e.g. `?tags` or `?type=x`. */
  literals: [string, string][];
}

interface Node<Found> {
  words: Map<string, Node<Found>>;
  label: Node<Found> | undefined;
  /** Takes all the rest, at least one segment. */
  greedy: Node<Found> | undefined;
  targets: Map<string, Target<Found>[]>;
}

const newNode = <Found>(): Node<Found> => ({
  words: new Map(),
  label: undefined,
  greedy: undefined,
  targets: new Map(),
});

/**
 * A tree of paths, segment by segment. A literal segment goes before a label, a label before a greedy label.
 * A trailing slash makes no difference, neither in the route nor in the request (Cases has one such path).
 */
export class Routes<Found> {
  private readonly root: Node<Found> = newNode();

  /** Adds a route such as `/domains/{DomainName}/profiles` or `/tags/{arn+}?keys`. Throws when it is taken. */
  add(method: string, uri: string, found: Found): void {
    const [path = '', query = ''] = uri.split('?');
    const labelNames: string[] = [];
    let node = this.root;
    for (const segment of segmentsOf(path)) {
      const [, name, plus] = /^\{([^}+]+)(\+?)\}$/.exec(segment) ?? [];
      if (name === undefined) {
        const next: Node<Found> = node.words.get(segment) ?? newNode();
        node.words.set(segment, next);
        node = next;
      } else {
        labelNames.push(name);
        const place = plus ? 'greedy' : 'label';
        const next: Node<Found> = node[place] ?? newNode();
        node[place] = next;
        node = next;
      }
    }
    const literals = literalsOf(query);
    const targets = node.targets.get(method) ?? [];
    if (targets.some((target) => String(target.literals) === String(literals))) {
      throw new Error(`route ${method} ${uri} is taken`);
    }
    targets.push({ found, labelNames, literals });
    targets.sort((a, b) => b.literals.length - a.literals.length);
    node.targets.set(method, targets);
  }

  /** Finds the route of a request; `path` is normalised and still encoded, `pairs` are the decoded query. */
  match(
    method: string,
    path: string,
    pairs: readonly (readonly [string, string])[],
  ): Match<Found> | undefined {
    return walk(this.root, segmentsOf(path), 0, [], method, pairs);
  }
}

function segmentsOf(path: string): string[] {
  const segments = path.split('/');
  if (segments[0] === '') segments.shift();
  if (segments.at(-1) === '') segments.pop();
  return segments;
}

function literalsOf(query: string): [string, string][] {
  if (query === '') return [];
  return query.split('&').map((part): [string, string] => {
    const [name = '', value = ''] = part.split('=');
    return [name, value];
  });
}

function walk<Found>(
  node: Node<Found>,
  segments: string[],
  at: number,
  labels: string[],
  method: string,
  pairs: readonly (readonly [string, string])[],
): Match<Found> | undefined {
  const segment = segments[at];
  if (segment === undefined) return matchHere(node, labels, method, pairs);
  const word = node.words.get(segment);
  if (word) {
    const match = walk(word, segments, at + 1, labels, method, pairs);
    if (match) return match;
  }
  if (node.label) {
    const match = walk(node.label, segments, at + 1, [...labels, segment], method, pairs);
    if (match) return match;
  }
  if (node.greedy) {
    // Shortest first: what follows the greedy label in the route must be met by the end of the path.
    for (let end = at + 1; end <= segments.length; end++) {
      const rest = segments.slice(at, end).join('/');
      const match = walk(node.greedy, segments, end, [...labels, rest], method, pairs);
      if (match) return match;
    }
  }
  return undefined;
}

function matchHere<Found>(
  node: Node<Found>,
  labels: string[],
  method: string,
  pairs: readonly (readonly [string, string])[],
): Match<Found> | undefined {
  const target = node.targets
    .get(method)
    ?.find(({ literals }) =>
      literals.every(([name, value]) => pairs.some((pair) => pair[0] === name && pair[1] === value)),
    );
  if (!target) return undefined;
  const decoded: Record<string, string> = Object.create(null);
  target.labelNames.forEach((name, index) => {
    decoded[name] = decodeUri(labels[index] ?? '');
  });
  return { found: target.found, labels: decoded };
}
