/** A table of facts by name in which nothing is found under `constructor` and the like: names come from outside. */
export function factTable<Fact>(facts: Record<string, Fact>): Readonly<Record<string, Fact>> {
  return Object.freeze(Object.assign(Object.create(null) as Record<string, Fact>, facts));
}
