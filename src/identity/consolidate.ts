import { type FoldTypes, valuesOf } from '../profiles/fold.ts';
import { foldMerged, type Member } from '../profiles/foldMerged.ts';
import { type Merge, type MergeRule, survivorsBy } from '../profiles/merges.ts';

/** What consolidation looks at. */
export interface ConsolidationInput {
  /** Base profiles of one match group. */
  members: readonly Member[];
  /** Live merges by people among them. */
  merges: readonly Merge[];
  /** Lists of attributes (flat names: `LastName`, `Address.City`, `Attributes.肌質`), the first one first. */
  criteria: readonly (readonly string[])[];
  /** How conflicting values are settled when profiles become one. */
  rule: MergeRule;
  types: FoldTypes;
}

interface Node {
  members: Member[];
  merges: Merge[];
}

/** Later than every recorded fact: the fold settles what is known now. */
const afterAll = 8.64e15;

/**
 * Which profiles of a match group the consolidation criteria make one (AWS: MatchingAttributesList). Criteria are taken
 * in turn, each on what the ones before have made: profiles that are equal, letter by letter, in every attribute of
 * the list become one; a profile that lacks one of them takes no part. Sets of two profiles or more.
 */
export function consolidate(input: ConsolidationInput): string[][] {
  let nodes = byPeople(input);
  for (const [step, criterion] of input.criteria.entries()) nodes = apply(nodes, criterion, step, input);
  return nodes.filter(({ members }) => members.length > 1).map((node) => idsOf(node));
}

const idsOf = ({ members }: Node) => members.map(({ profileId }) => profileId).sort();

/** Profiles that people merged start as one. */
function byPeople({ members, merges }: ConsolidationInput): Node[] {
  const ids = members.map(({ profileId }) => profileId);
  const survivors = survivorsBy(ids, merges);
  const nodes = new Map<string, Node>();
  for (const member of members) {
    const survivor = survivors.get(member.profileId) ?? member.profileId;
    const node = nodes.get(survivor) ?? { members: [], merges: [] };
    node.members.push(member);
    nodes.set(survivor, node);
  }
  for (const merge of merges) {
    const survivor = ids.includes(merge.mainId) ? survivors.get(merge.mainId) : undefined;
    if (survivor) nodes.get(survivor)?.merges.push(merge);
  }
  return [...nodes.values()];
}

function apply(
  nodes: Node[],
  criterion: readonly string[],
  step: number,
  { rule, types }: ConsolidationInput,
): Node[] {
  const made = new Map<string, Node>();
  for (const [at, node] of nodes.entries()) {
    const key = criterionKey(node, criterion, types) ?? `alone:${at}`;
    const other = made.get(key);
    made.set(key, other ? combine(other, node, rule, step) : node);
  }
  return [...made.values()];
}

function criterionKey(node: Node, criterion: readonly string[], types: FoldTypes): string | undefined {
  const visible = valuesOf(foldMerged(node.members, node.merges, types));
  const values = criterion.map((field) => (Object.hasOwn(visible, field) ? visible[field] : undefined));
  return values.includes(undefined) ? undefined : JSON.stringify(values);
}

function combine(one: Node, other: Node, rule: MergeRule, step: number): Node {
  const merge: Merge = {
    mergeId: `${step}`.padStart(2, '0') + idsOf(other)[0],
    at: afterAll + step,
    mainId: idsOf(one)[0]!,
    absorbedIds: [idsOf(other)[0]!],
    rule,
  };
  return {
    members: [...one.members, ...other.members],
    merges: [...one.merges, ...other.merges, merge],
  };
}
