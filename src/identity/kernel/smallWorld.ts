/**
 * A few rows say nothing about strangers: of two rows that are one person, every value is "common". Fewer rows than these
 * count as if they were part of so many; from there on the data speaks for itself.
 */
export const smallestWorld = 300;

/** Pairs in the smallest world. */
export const fewestPairs = (smallestWorld * (smallestWorld - 1)) / 2;

/** How often one value occurs among strangers, by feature; what is not named is as telling as a name. */
const usual: Readonly<Record<string, number>> = {
  gender: 0.5,
  region: 0.1,
  city: 0.02,
  birth: 0.0005,
  postal: 0.001,
  street: 0.001,
  core: 0.001,
};

const ofNames = 0.005;
/** Custom fields may be anything, a skin type as well as a number. */
const ofCustom = 0.1;

/** The share that one value of a feature usually has among strangers, 0–1. */
export const usualShareOf = (feature: string): number =>
  usual[feature] ?? (feature.startsWith('custom:') ? ofCustom : ofNames);
