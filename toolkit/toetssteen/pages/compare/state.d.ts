// The state that pages/compare/state.py says; written by tests/pages/states.py.

export interface Link {
  title: string;
  href: string;
  here: boolean;
}

export interface Fault {
  code: string;
  where: string;
  at: string;
  what: string;
  rule: string;
  remedy: string;
}

export interface Round {
  number: number;
  shown: boolean;
}

export interface Compared {
  id: string;
  name: string;
  failing: boolean;
}

export interface Tally {
  status: "met" | "not_met" | "unproven" | "explained";
  count: number;
}

export interface Glance {
  solution: string;
  failing: boolean;
  gates: Tally[];
  why: string[];
  more: number;
  price: string;
  compared: string;
}

export interface Sure {
  step: "open" | "hangs" | "clear" | "";
}

export interface Chairs {
  chairs: string[];
  me: string;
}

export interface Robust {
  word: string;
  said: string[];
  notes: string[];
  there: boolean;
  what_if: Record<string, any> | null;
  closed: Chairs | null;
}

export interface Moved {
  rounds: number[];
  found: Record<string, any>;
}

export interface Decision {
  refused: Fault[];
  asks: Fault[];
  go: string;
}

export interface Prices {
  priced: boolean;
  rules: string[];
  stage: "early" | "seal" | "open" | "past";
  round: number;
  me: string;
  chairs: string[];
  solutions: (Record<string, any>)[];
  ties: (Record<string, any>)[];
  unrecorded: number;
  decide: Decision | null;
}

export interface CompareState {
  key: string;
  language: "nl" | "en";
  title: string;
  place: string | null;
  words: Record<string, string>;
  steps: Link[];
  places: Link[];
  stopped?: Fault[];
  start?: string;
  authority?: string;
  track?: string;
  phase?: string;
  rounds?: Round[];
  tender?: boolean;
  imported?: boolean;
  written_in?: "nl" | "en";
  conflicts?: ((Record<string, any>)[])[];
  aside?: (Record<string, any>)[];
  labels?: Record<string, string>;
  waits?: "sealed" | "unfrozen" | "empty";
  next?: string;
  step?: string;
  date?: string;
  certainty?: string[];
  course?: (Record<string, any>)[];
  fingerprint?: string;
  solutions?: Compared[];
  ranking?: (Record<string, any>)[];
  glance?: Glance[];
  sure?: Sure;
  pricing?: Record<string, any> | null;
  gates?: (Record<string, any>)[];
  values?: (Record<string, any>)[];
  checklist?: (Record<string, any>)[];
  dissent?: (Record<string, any>)[];
  notes?: (Record<string, any>)[];
  corrections?: (Record<string, any>)[];
  robust?: Robust;
  moved?: Moved | null;
  prices?: Prices | null;
}
