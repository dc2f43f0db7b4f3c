import type { HolderFacts } from '../../right-family';

/** Carbon rights count against the cap of the whole country, the root of the holder's zones. */
export const capRegionOf = (holder: HolderFacts): string => holder.zones.at(-1)?.code ?? 'CN';
