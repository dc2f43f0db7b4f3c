import type { Temperament } from './desk';
import { between, nearlyNormal, type Random } from './random';

/** How wrong a company is about its own year on the first day, as a deviation. It learns until the last day. */
const FIRST_ERROR = 0.05;

/** What a participant expects to owe at the year's end; exact when the year is over. */
export function forecastLots(trueLots: number, yearShareLeft: number, random: Random): number {
  const error = FIRST_ERROR * yearShareLeft * nearlyNormal(random);
  return Math.max(0, Math.round(trueLots * (1 + error)));
}

/** careful to bold, drawn once per participant */
export function temperamentOf(random: Random): Temperament {
  return { buffer: between(random, 0.05, 0.1), risk: between(random, 0, 0.03) };
}

/** Some companies never trade themselves free: the share of its need that a robot takes seriously. */
export const diligenceOf = (random: Random): number => (random.next() < CARELESS_SHARE ? 0.97 : 1);
const CARELESS_SHARE = 0.15;
