import { failureSentence } from './failure-sentence';

describe('failureSentence', () => {
  it('says what an operator can mend before the reason', () => {
    const error = Object.assign(new Error('permission denied to create role'), { code: '42501' });
    expect(failureSentence(error)).toMatch(/CREATEROLE.*: permission denied to create role$/);
  });

  it('keeps to one line whatever was thrown', () => {
    expect(failureSentence(new Error('first\n  second'))).toBe('first second');
    expect(failureSentence('plain')).toBe('plain');
  });

  it('names every address that refused a connection', () => {
    const refused = Object.assign(new AggregateError([new Error('::1 refused'), new Error('127.0.0.1 refused')]), { code: 'ECONNREFUSED' });
    expect(failureSentence(refused)).toMatch(/cannot be reached.*::1 refused; 127\.0\.0\.1 refused$/);
  });
});
