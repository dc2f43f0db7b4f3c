/** What the commands use of the matching core. */
export * from '../order-matching/core';
