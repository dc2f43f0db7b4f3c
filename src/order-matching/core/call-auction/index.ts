export { allocateFills } from './allocation';
export { type AuctionLevel, type AuctionLevels, ListedLevels } from './auction-levels';
export type { AuctionPrice, AuctionQuestion } from './auction-question';
export { type CallAuctionResult, clearCallAuction, indicative } from './call-auction';
export type { AuctionStep, PriceRange } from './explanation';
export {
  AUCTION_CANDIDATES,
  AUCTION_RULES,
  type AuctionCandidates,
  type AuctionRule,
  TIE_CHAINS,
} from './rules';
