import type { Page } from 'playwright-core';

/** Answers of an operation that were given and wait to be let go; everything else passes. */
export async function holdBack(page: Page, operation: string) {
  const { promise: letGo, resolve } = Promise.withResolvers<void>();
  const { promise: given, resolve: give } = Promise.withResolvers<void>();
  const under: Promise<void>[] = [];
  const url = `**/api/nayose/${operation}`;
  await page.route(url, (route) => {
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
      resolve();
      await Promise.all(under);
      await page.unroute(url);
    },
  };
}
