// The state that pages/criteria/state.py says; written by tests/pages/states.py.

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

export interface QuestionItem {
  id: string;
  title: string;
  question: string;
  why: string;
  value: string;
  kinds: string[];
  addressee: "solution" | "municipality" | "procedure";
  works: string[];
  sets: string[];
  unchecked: boolean;
}

export interface Titled {
  id: string;
  title: string;
}

export interface SetCounts {
  criteria: number;
  gates: number;
  checklist: number;
  conditions: number;
}

export interface SetCard {
  id: string;
  version: string;
  title: string;
  why: string;
  counts: SetCounts;
}

export interface CitedWork {
  id: string;
  title: string;
  count: number;
}

export interface DueItem {
  id: string;
  text: string;
  before: string;
  late: boolean;
  source: string;
  url: string;
  read: string;
}

export interface CriteriaState {
  key: string;
  language: "nl" | "en";
  title: string;
  place: string | null;
  words: Record<string, string>;
  steps: Link[];
  places: Link[];
  stopped?: Fault[];
  start?: string;
  items?: QuestionItem[];
  values?: Titled[];
  sets?: SetCard[];
  works?: CitedWork[];
  kinds?: Titled[];
  addressees?: Titled[];
  due?: DueItem[];
  formats?: ("pdf" | "html")[];
  languages?: ("nl" | "en")[];
}
