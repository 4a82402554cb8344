import { TokenBucket } from 'limiter';

/** So many a minute, at once if need be. */
export function perMinute(tokens: number): TokenBucket {
  const bucket = new TokenBucket({ bucketSize: tokens, tokensPerInterval: tokens, interval: 'minute' });
  // It is made empty.
  bucket.content = tokens;
  return bucket;
}

/** Whole tokens that may be taken now. */
export function left(bucket: TokenBucket): number {
  bucket.drip();
  return Math.floor(bucket.content);
}
