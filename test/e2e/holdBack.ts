import type { Page } from 'playwright-core';

/**
 * Answers of an operation that were given and wait to be let go; everything else passes. The route stays: the browser may
 * lose requests that are under way when it goes.
 */
export async function holdBack(page: Page, operation: string) {
  const { promise: letGo, resolve } = Promise.withResolvers<void>();
  const { promise: given, resolve: give } = Promise.withResolvers<void>();
  const under: Promise<void>[] = [];
  let isReleased = false;
  const url = `**/api/nayose/${operation}`;
  await page.route(url, (route) => {
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
    },
  };
}
