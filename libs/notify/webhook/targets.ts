/** Where webhooks may go: to the internet by https, and elsewhere only as far as it was configured. A server that asks addresses for others must not be led into its own network. */
import { lookup, type LookupAddress, type LookupOptions } from 'node:dns';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

export interface TargetRules {
  /** Ranges beside the internet, `10.20.0.0/16`. */
  readonly networks: readonly string[];
  /** Whether http will do; within these ranges alone. */
  readonly http: boolean;
}

/** Why an address is refused. */
export type TargetFault = 'NOT_A_URL' | 'NOT_HTTPS' | 'CREDENTIALS' | 'PRIVATE_ADDRESS';

const within = (address: ipaddr.IPv4 | ipaddr.IPv6, networks: readonly string[]): boolean =>
  networks.some((network) => {
    const range = ipaddr.parseCIDR(network);
    return range[0].kind() === address.kind() && address.match(range);
  });

/** Whether an IP address is one of the internet, and this by https, or of a range that was allowed. An IPv4 address in an IPv6 one counts as what it is. */
export function mayReach(address: string, { networks }: Pick<TargetRules, 'networks'>, protocol = 'https:'): boolean {
  const parsed = ipaddr.process(address);
  return (protocol === 'https:' && parsed.range() === 'unicast') || within(parsed, networks);
}

/** What is wrong with a URL before any name in it is looked up. */
export function faultOf(text: string, rules: TargetRules): TargetFault | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') return 'NOT_A_URL';
  if (url.protocol === 'http:' && !rules.http) return 'NOT_HTTPS';
  if (url.username !== '' || url.password !== '') return 'CREDENTIALS';
  const host = hostOf(url);
  if (isIP(host) === 0) return undefined;
  if (!mayReach(host, rules)) return 'PRIVATE_ADDRESS';
  return mayReach(host, rules, url.protocol) ? undefined : 'NOT_HTTPS';
}

/** An IPv6 address without its brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');

/** The name leads somewhere that webhooks may not go. */
export class PrivateAddressError extends Error {
  override readonly name = 'PrivateAddressError';
}

type Found = (error: NodeJS.ErrnoException | null, address: string | LookupAddress[], family?: number) => void;

/** For a connection by a protocol (`https:`): looks a name up and gives no address that may not be reached, so that what is checked is what is connected to. */
export const lookupWithin =
  (rules: TargetRules, protocol: string) =>
  (hostname: string, options: LookupOptions, found: Found): void => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      if (error) return found(error, []);
      const reachable = addresses.filter(({ address }) => mayReach(address, rules, protocol));
      const [first] = reachable;
      if (!first) return found(new PrivateAddressError('no address that may be reached'), []);
      if (options.all) found(null, reachable);
      else found(null, first.address, first.family);
    });
  };
