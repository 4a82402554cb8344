import { PolicyRepository } from '@libs/persistence/repositories/policy.repository';
import { loadConfig } from '@libs/platform/config/config';
import { ConfigError } from '@libs/platform/config/settings';
import { createLogger } from '@libs/platform/logging/logger';
import { DataSource } from 'typeorm';
import { AuthPolicies } from '../auth-policies';
import { SealedSecrets } from './sealed-secrets';
import { SecondFactorRepository } from './second-factor.repository';
import { SecondFactors } from './second-factors.service';

function made(env: Record<string, string>): SecondFactors {
  const config = loadConfig({ DATABASE_URL: 'postgres://a/b', ...env });
  const dataSource = new DataSource({ type: 'postgres' });
  return new SecondFactors(config, new SecondFactorRepository(dataSource), new SealedSecrets(config), new AuthPolicies(new PolicyRepository(dataSource.manager)), createLogger({ service: 'test', level: 'silent' }));
}

test('an api of which nothing else was said asks for second factors, and does not start without a key to seal them', () => {
  expect(() => made({})).toThrow(ConfigError);
  expect(() => made({ SECOND_FACTOR: 'required' })).toThrow('SECOND_FACTOR_KEY');
  expect(made({ SECOND_FACTOR_KEY: 'a'.repeat(64) })).toBeDefined();
  expect(made({ SECOND_FACTOR: 'off' })).toBeDefined();
});
