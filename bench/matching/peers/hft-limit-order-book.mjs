import peer from 'hft-limit-order-book';
import { installedVersion } from './installed-version.mjs';
import { createWith, orderIdTexts } from './order-book-family.mjs';

export const name = 'hft-limit-order-book';
export const version = installedVersion(name);
export const prepare = orderIdTexts;
export const create = (parts) => createWith(peer.OrderBook, parts);
