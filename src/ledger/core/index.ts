export * from './apply-posting-sets';
export * from './posting-set';
