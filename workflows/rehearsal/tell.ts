/** An imagined path in words that a person can follow. */
import type { FactValues } from '@workflows/kit/definition';
import type { CaseEvent } from '@workflows/kit/journal';
import { assertNever } from '@libs/domain/assert-never';

const listed = (facts: FactValues | undefined): string => {
  const entries = Object.entries(facts ?? {});
  return entries.length === 0 ? '' : ` {${entries.map(([name, value]) => `${name}: ${String(value)}`).join(', ')}}`;
};

/** One line an event: `secondaryAssessment#1 RETURN`. */
export const tellPath = (journal: readonly CaseEvent[]): string[] => journal.map(tellEvent);

function tellEvent(event: CaseEvent): string {
  switch (event.type) {
    case 'started':
      return `started${listed(event.facts)}`;
    case 'settled':
      return `${event.id} ${event.outcome}${listed(event.facts)}`;
    case 'gatePassed':
    case 'grantResumed':
    case 'elapsed':
    case 'expired':
      return `${event.id} ${event.type}`;
    case 'effectDone':
    case 'acted':
      return `${event.id} ${event.type}${listed(event.facts)}`;
    case 'gateFailed':
      return `${event.id} failed: ${event.rules.join(', ')}`;
    case 'resubmitted':
      return `${event.id} resubmitted, stale: ${event.stale.join(', ') || 'nothing'}`;
    case 'factsChanged':
      return `facts changed${listed(event.facts)}, stale: ${event.stale.join(', ') || 'nothing'}`;
    case 'grantSuspended':
      return `${event.id} suspended${event.reauthorize ? ' until authorized anew' : ''}`;
    case 'grantEnded':
      return `${event.id} ended: ${event.reason}`;
    case 'childEnded':
    case 'diversionEnded':
      return `${event.id} ended: ${event.outcome}`;
    case 'takenBack':
      return `entry ${event.cancels} taken back`;
    case 'withdrawn':
    case 'terminated':
    case 'voided':
      return event.type;
    default:
      return assertNever(event);
  }
}
