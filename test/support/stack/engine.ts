/** Address of the Temporal server that the test files of this jest run share. Task queues and workflow ids keep them apart. */
export function temporalAddress(): string {
  const address = process.env.QINGDUN_TEST_TEMPORAL;
  if (!address) throw new Error('no Temporal server for tests: this jest project lacks the global setup of test/support/stack');
  return address;
}
