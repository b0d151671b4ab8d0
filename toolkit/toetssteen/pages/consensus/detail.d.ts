// All of one point, as points.py and correct.py say it, and what is asked there, as pages/asked.py does.

import type { CommitteeMember, ConflictingEntry } from "./state.d.ts";

/** An answer as its form has it. */
export interface Answer {
  answer: string;
  reason: string;
  evidence: string[];
  owner: string;
  until: string;
}

/** What is agreed, as its form has it. */
export interface Agreement extends Answer {
  present: string[];
  dissent: Record<string, string>;
}

/** Of a minimum requirement there is a `proof`; where the level is a number, from which to which is `typed`. */
export interface Asked {
  question: string;
  why?: string;
  proof?: string;
  ask?: string[];
  sourced?: boolean;
  answers: { answer: string; name: string; label?: string; text: string }[];
  typed?: { low: string; high: string };
}

export interface Source {
  title: string;
  at: string;
  link: string | null;
  checked: boolean;
}

/** What an evaluator answered. */
export interface Answered {
  who: CommitteeMember;
  answer: string;
  reason: string;
  explanation: string;
  evidence: string[];
  corrected: { at: string; why: string; was: string; reason: string }[];
}

export interface Vendor {
  text: string;
  claim: string;
  files: { name: string; kept: boolean }[];
  sheet: string | null;
}

/** A record of a point as it was written. */
export type Recorded = Required<ConflictingEntry>;

/** Of a line of the checklist there is nothing that evaluators and vendors said. */
export interface Detail {
  key: string;
  asked: Asked;
  basis: string;
  record: Agreement | null;
  said: string | null;
  history: Recorded[];
  answers: Answered[];
  cited: string[];
  same?: string | null;
  alike?: string[];
  vendor?: Vendor | null;
  reasons?: string;
  figures?: { mean: string; median: string; range: string } | null;
  fix: { own?: Answer; agreed?: Answer };
  imported: boolean;
}
