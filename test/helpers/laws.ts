import fc from 'fast-check';

/**
 * Laws are tried on the same random cases at every run, so that a red build is red for a reason in the change.
 * `NAYOSE_TEST_SEED=random npm test` looks for new ones.
 */
const seed = process.env.NAYOSE_TEST_SEED ?? '20261122';
if (seed !== 'random') fc.configureGlobal({ seed: Number(seed) });
