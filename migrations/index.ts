import { Identity1763769600001 } from './1763769600001-identity';
import { Ledger1763769600002 } from './1763769600002-ledger';
import { Registry1763769600003 } from './1763769600003-registry';
import { OrderMatching1763769600004 } from './1763769600004-order-matching';
import { Settlement1763769600005 } from './1763769600005-settlement';
import { Compliance1763769600006 } from './1763769600006-compliance';
import { Training1763769600007 } from './1763769600007-training';
import { OrderTypes1764028800008 } from './1764028800008-order-types';
import { Auctions1764201600009 } from './1764201600009-auctions';
import { VenueJournal1765065600010 } from './1765065600010-venue-journal';

/** All migrations, oldest first: classes, not globs, so that the build and the tests run the same list. */
export const migrations = [
  Identity1763769600001,
  Ledger1763769600002,
  Registry1763769600003,
  OrderMatching1763769600004,
  Settlement1763769600005,
  Compliance1763769600006,
  Training1763769600007,
  OrderTypes1764028800008,
  Auctions1764201600009,
  VenueJournal1765065600010,
];
