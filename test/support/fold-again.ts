import { Fold } from '@workflows/kit/fold';
import { wantsDigest } from '@workflows/kit/want';
import { processFor } from '@workflows/processes';
import type { Journal } from './recordings';

/** The first entry after which a journal, folded afresh, gives other wants than were recorded, or no picture at all. */
export async function differingEntry({ process, version, entries }: Journal): Promise<number | undefined> {
  const folding = new Fold(processFor(process, version));
  for (const { event, wantsDigest: recorded } of entries) {
    try {
      await folding.feed(event);
    } catch {
      return event.seq;
    }
    if (wantsDigest(folding.picture()) !== recorded) return event.seq;
  }
  return undefined;
}
