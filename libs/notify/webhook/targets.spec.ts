import { faultOf, lookupWithin, mayReach, type TargetRules } from './targets';

const strict: TargetRules = { networks: [], http: false };
const inHouse: TargetRules = { networks: ['10.20.0.0/16', 'fd00:20::/32'], http: true };

it.each(['127.0.0.1', '10.0.0.1', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '0.0.0.0', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fc00::1', 'ff02::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::'])(
  '%s is not reached',
  (address) => {
    expect(mayReach(address, strict)).toBe(false);
  },
);

it.each(['8.8.8.8', '114.114.114.114', '240e::1', '::ffff:8.8.8.8'])('%s is', (address) => {
  expect(mayReach(address, strict)).toBe(true);
});

it('reaches a range that was allowed, and no further', () => {
  expect(['10.20.3.4', '::ffff:10.20.3.4', 'fd00:20::1', '10.21.0.1', '127.0.0.1', 'fd00:21::1'].map((address) => mayReach(address, inHouse))).toEqual([true, true, true, false, false, false]);
});

it.each([
  ['https:', '8.8.8.8', null],
  ['http:', '8.8.8.8', 'PrivateAddressError'],
  ['http:', '10.20.3.4', null],
])('a connection by %s to what leads to %s fails with %s', async (protocol, address, failure) => {
  const error = await new Promise<Error | null>((resolve) => lookupWithin(inHouse, protocol)(address, { all: true }, resolve));
  expect(error?.name ?? null).toBe(failure);
});

it.each([
  ['https://hooks.example/x', undefined, undefined],
  ['http://hooks.example/x', 'NOT_HTTPS', undefined],
  ['http://8.8.8.8/x', 'NOT_HTTPS', 'NOT_HTTPS'],
  ['http://10.20.1.1/x', 'NOT_HTTPS', undefined],
  ['https://10.20.1.1/x', 'PRIVATE_ADDRESS', undefined],
  ['https://0x7f.1/', 'PRIVATE_ADDRESS', 'PRIVATE_ADDRESS'],
  ['https://2130706433/', 'PRIVATE_ADDRESS', 'PRIVATE_ADDRESS'],
  ['https://[::1]/', 'PRIVATE_ADDRESS', 'PRIVATE_ADDRESS'],
  ['https://[::ffff:127.0.0.1]/', 'PRIVATE_ADDRESS', 'PRIVATE_ADDRESS'],
  ['https://user:pass@hooks.example/', 'CREDENTIALS', 'CREDENTIALS'],
  ['ftp://hooks.example/', 'NOT_A_URL', 'NOT_A_URL'],
  ['file:///etc/passwd', 'NOT_A_URL', 'NOT_A_URL'],
  ['hooks.example', 'NOT_A_URL', 'NOT_A_URL'],
  ['', 'NOT_A_URL', 'NOT_A_URL'],
])('of %s it says %s, and in house %s', (url, strictly, inHouses) => {
  expect([faultOf(url, strict), faultOf(url, inHouse)]).toEqual([strictly, inHouses]);
});
