// The state that pages/start/state.py says; written by tests/pages/states.py.

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

export interface Card {
  name: string;
  title: string;
  faults?: Fault[];
  authority?: string;
  track?: string;
  phase?: string;
  round?: number;
  imported?: boolean;
  solutions?: string[];
  conflicts?: number;
  halted?: Fault[];
  href?: string;
  next?: string;
}

export interface Offered {
  id: string;
  title: string;
  why: string;
}

export interface MadeState {
  key: string;
  language: "nl" | "en";
  title: string;
  place: string | null;
  words: Record<string, string>;
  steps: Link[];
  places: Link[];
  assessments: Card[];
  sets: Offered[];
  workspace: string;
  made?: string;
  go?: string;
}
