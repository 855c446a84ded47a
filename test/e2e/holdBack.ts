import type { Page } from 'playwright-core';

/** Answers of an operation that were given and wait to be let go; everything else passes. */
export async function holdBack(page: Page, operation: string) {
  const { promise: letGo, resolve } = Promise.withResolvers<void>();
  const { promise: given, resolve: give } = Promise.withResolvers<void>();
  const under: Promise<void>[] = [];
  let isReleased = false;
  const url = `**/api/nayose/${operation}`;
  await page.route(url, (route) => {
    // What is asked for now would still be under way when the route goes.
    if (isReleased) return route.continue();
    const done = route.fetch().then(async (response) => {
      give();
      await letGo;
      await route.fulfill({ response });
    });
    under.push(done);
    return done;
  });
  return {
    given,
    async release() {
      isReleased = true;
      resolve();
      await Promise.all(under);
      await page.unroute(url);
    },
  };
}
