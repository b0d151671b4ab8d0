// The state that pages/score/state.py says; written by tests/pages/states.py.

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

export interface Person {
  id: string;
  about: string;
}

export interface Bidder {
  name: string;
  vendor: string;
  later: boolean;
}

export interface Signing {
  here: boolean | null;
  folder: string;
  short: string;
}

export interface Judged {
  id: string;
  name: string;
  vendor: string | null;
}

export interface Submission {
  at: string;
  head: string;
  code: string;
  copy: string;
  encrypted: boolean;
}

export interface DescribedAnswer {
  answer: string;
  name: string;
  text: string;
  label?: string;
}

export interface TypedLevel {
  low: string;
  high: string;
}

export interface AskedOne {
  id: string;
  title: string;
  explainable: boolean;
  answers: DescribedAnswer[];
  question?: string;
  why?: string;
  ask?: string[];
  sourced?: boolean;
  proof?: string;
  typed?: TypedLevel;
}

export interface Section {
  id: string;
  title: string;
  asked: AskedOne[];
}

export interface Given {
  solution: string;
  criterion: string;
  answer: string;
  reason: string;
  evidence: string[];
  owner: string;
  until: string;
  lacks: string[];
}

export interface Piece {
  id: string;
  type: string;
  title: string;
  link: string | null;
  file: string;
  kept: boolean;
  outside: boolean;
}

export interface VendorAnswer {
  text: string;
  claim: string;
  files: string[];
}

export interface VendorAnswers {
  evidence: string | null;
  given: Record<string, VendorAnswer>;
}

export interface Most {
  reason: number;
  bytes: number;
  part: number;
  types: string[];
}

export interface ScoreState {
  key: string;
  language: "nl" | "en";
  title: string;
  place: string | null;
  words: Record<string, string>;
  steps: Link[];
  places: Link[];
  stopped?: Fault[];
  start?: string;
  halted?: Fault[];
  phase?: string;
  round?: number;
  people?: Person[];
  person?: string | null;
  tender?: boolean;
  gate?: "declare" | "waiting" | "recused" | "";
  reason?: string;
  kept?: number;
  bidders?: Bidder[];
  keyed?: boolean;
  chair_key?: string;
  signing?: Signing;
  submitted?: boolean;
  came?: string[];
  solutions?: Judged[];
  waits?: string;
  early?: boolean;
  next?: string;
  step?: string;
  sealed?: Submission;
  sections?: Section[];
  cells?: Given[];
  evidence?: Piece[];
  undo?: boolean;
  answers?: Record<string, VendorAnswers>;
  most?: Most;
}
