/** A process whose story is overheard: which words it says, with which keys, and which facts it reads. */
import type { Definition, FactValue } from '@workflows/kit/definition';
import type { Process } from '@workflows/kit/fold';
import type { Branch, FactsOf, GrantTerms, Repeated, Words } from '@workflows/kit/story';

/** Where a word finds its key in the definition. */
export type Shelf = 'steps' | 'reviews' | 'periods' | 'grants' | 'children' | 'gates' | 'diversions' | 'effects' | 'terminals' | 'facts';

export interface Overheard {
  /** `shelf/key` of everything that was said. */
  readonly said: Set<string>;
  /** Facts that steered the story, the terms of its grants included. */
  readonly read: Set<string>;
}

type Branching = Branch<Definition>;
type Telling = Words<Definition>;
/** May replace words of the story: how a test plants a leak. */
export type Twist = (words: Telling) => Partial<Telling>;

/** The same process, overheard. Says exactly what the process says. */
export function overheard(process: Process, into: Overheard): Process {
  return { ...process, story: (c) => process.story(listening(c, into)) };
}

/** The process with some words replaced, in every branch of its story. */
export function twisted(process: Process, twist: Twist): Process {
  const wrap = (c: Telling): Telling => {
    const plain = rewrapped(c, wrap);
    return Object.defineProperties(plain, Object.getOwnPropertyDescriptors(twist(c)));
  };
  return { ...process, story: (c) => process.story(wrap(c)) };
}

const inner = (branch: Branching, wrap: (c: Telling) => Telling): Branching => (c) => branch(wrap(c));
const innerOf = (body: Repeated<Definition>, wrap: (c: Telling) => Telling): Repeated<Definition> => (c, nth) => body(wrap(c), nth);

/** Words that hand wrapped words to every branch they start. */
function rewrapped(c: Telling, wrap: (c: Telling) => Telling): Telling {
  return {
    get facts() {
      return c.facts;
    },
    get now() {
      return c.now;
    },
    approve: (key, ask) => c.approve(key, ask),
    complete: (key, ask) => c.complete(key, ask),
    session: (key, ask) => c.session(key, ask),
    all: (...branches) => c.all(...branches.map((one) => inner(one, wrap))),
    review: (key, body) => c.review(key, inner(body, wrap)),
    during: (body, ...duties) => c.during(inner(body, wrap), ...duties.map(({ when, then }) => ({ when, then: inner(then, wrap) }))),
    beside: (branch) => c.beside(inner(branch, wrap)),
    when: (predicate) => c.when(predicate),
    onDemand: (key, then) => c.onDemand(key, then && innerOf(then, wrap)),
    every: (key, body) => c.every(key, innerOf(body, wrap)),
    granted: (key, terms, body) => c.granted(key, reauthorizing(terms, wrap), body && inner(body, wrap)),
    child: (key, ask) => c.child(key, ask),
    children: (key, subjects) => c.children(key, subjects),
    spawn: (key, ask) => c.spawn(key, ask),
    gate: (key) => c.gate(key),
    divert: (key) => c.divert(key),
    effect: (key) => c.effect(key),
    end: (terminal) => c.end(terminal),
  };
}

const reauthorizing = (terms: GrantTerms<Definition>, wrap: (c: Telling) => Telling): GrantTerms<Definition> =>
  terms.reauthorize ? { ...terms, reauthorize: inner(terms.reauthorize, wrap) } : terms;

function listening(c: Telling, into: Overheard): Telling {
  const say = (shelf: Shelf, key: string): void => void into.said.add(`${shelf}/${key}`);
  const wrap = (one: Telling): Telling => listening(one, into);
  const words = rewrapped(c, wrap);
  const heard: Partial<Telling> = {
    get facts() {
      return readFacts(c.facts, into.read);
    },
    approve: (key, ask) => (say('steps', key), words.approve(key, ask)),
    complete: (key, ask) => (say('steps', key), words.complete(key, ask)),
    session: (key, ask) => (say('steps', key), words.session(key, ask)),
    review: (key, body) => (say('reviews', key), words.review(key, body)),
    during: (body, ...duties) => words.during(body, ...duties.map(({ when, then }) => ({ when: (facts: FactsOf<Definition>) => when(readFacts(facts, into.read)), then }))),
    when: (predicate) => c.when((facts) => predicate(readFacts(facts, into.read))),
    onDemand: (key, then) => (say('steps', key), words.onDemand(key, then)),
    every: (key, body) => (say('periods', key), words.every(key, body)),
    granted: (key, terms, body) => {
      say('grants', key);
      for (const fact of [terms.until, ...(terms.cap === undefined ? [] : [terms.cap])]) {
        into.read.add(fact);
        say('facts', fact);
      }
      return words.granted(key, terms, body);
    },
    child: (key, ask) => (say('children', key), c.child(key, ask)),
    children: (key, subjects) => (say('children', key), c.children(key, subjects)),
    spawn: (key, ask) => (say('children', key), c.spawn(key, ask)),
    gate: (key) => (say('gates', key), c.gate(key)),
    divert: (key) => (say('diversions', key), c.divert(key)),
    effect: (key) => (say('effects', key), c.effect(key)),
    end: (terminal) => (say('terminals', terminal), c.end(terminal)),
  };
  return Object.defineProperties(rewrapped(c, wrap), Object.getOwnPropertyDescriptors(heard));
}

function readFacts(facts: FactsOf<Definition>, read: Set<string>): FactsOf<Definition> {
  return new Proxy(facts, {
    get(target, name): FactValue | undefined {
      if (typeof name === 'string') read.add(name);
      return typeof name === 'string' ? target[name] : undefined;
    },
  });
}
