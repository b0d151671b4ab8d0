// What the state takes from elsewhere as JSON, as far as the page reads it: what the report says of a round
// (documents/report/nouns*.py), what the sliders of what if need, and the prices and ties (prices.py).

import type { Sliders } from "../../web/kit/sure_whatif.js";
import type { Prices, Robust } from "./state.d.ts";

export interface Amount {
  low: string;
  high: string;
  text: string;
}

export interface Level extends Amount {
  label: string;
}

export interface Dissent {
  who: string;
  reason: string;
}

export interface Judgement {
  how: string;
  reason: string;
  explanation: string;
  opinions: { who: string; text: string; reason: string; explanation: string }[];
  dissent: Dissent[];
  evidence: number[];
}

export interface Finding {
  solution: string;
  name: string;
  status: string;
  text: string;
  ground: string;
  judgement: Judgement | null;
}

export interface Gate {
  id: string;
  title: string;
  applicable: boolean;
  grounds: boolean;
  findings: Finding[];
}

export interface Cell {
  solution: string;
  name: string;
  given: Level;
  counted: Level;
  limited: boolean;
  judgement: Judgement;
}

export interface Criterion {
  id: string;
  title: string;
  weight_of_whole: string;
  minimum: string;
  scale: string;
  applicable: boolean;
  cells: (Omit<Cell, "judgement"> & { dissent: number; shade: string })[];
}

export interface Value {
  title: string;
  weight: string;
  scores: { solution: string; score: Amount | null; weakest: boolean }[];
  criteria: Criterion[];
}

export interface Place {
  solution: string;
  name: string;
  eligible: string;
  eligible_text: string;
  rank_text: string;
  total: Amount;
  weakest_value: string;
  weakest_criterion: string;
}

export interface Check {
  id: string;
  title: string;
  addressee: string;
  question: string;
  answer: string;
  text: string;
  judgement: Judgement;
}

export interface Note {
  kind: string;
  about: string;
  text: string;
  particulars: string;
  dissent: Dissent[];
}

export interface Correction {
  who: string;
  at: string;
  about: string;
  before: string;
  text: string;
  reason: string;
}

export interface Written {
  kind: string;
  who: string;
  at: string;
}

export interface Turned {
  before: string;
  after: string;
}

export interface Moved {
  before: number;
  after: number;
  reason: string;
  same_method: boolean;
  frozen_anew: string[];
  dropped: string[];
  added: string[];
  gone: string[];
  new: string[];
  same: string[];
  weights: { title: string; turned: Turned }[];
  solutions: { name: string; total: Turned; shift: string; rank: Turned; eligible: Turned }[];
  cells: { name: string; title: string; turned: Turned; reasons: string[] }[];
}

export interface Pricing {
  closed: string;
  earned: string;
  compared: string;
  prices: {
    name: string;
    rank_text: string;
    quality_rank: string;
    total: string;
    price: string;
    earned: string;
    compared: string;
    low: boolean;
  }[];
}

export interface Price {
  id: string;
  name: string;
  in: boolean;
  sealed: string;
  price: string;
  shown: string;
  reason: string;
  ask: boolean;
  low: { asked: string; answer: string | null; finding: string; reason: string } | null;
}

export interface Tie {
  text: string;
  order: string[];
  seed: string;
  lots: { digest: string; id: string }[];
  recorded: boolean;
}

export interface Priced extends Omit<Prices, "solutions" | "ties"> {
  solutions: Price[];
  ties: (Tie | { left: string; rank: string })[];
}

/** What stands in the state of the page under these keys. */
export interface Reported {
  conflicts: (Written & { answer: string; reason: string })[][];
  aside: (Written & { faults: string[] })[];
  course: { text: string; reason: string }[];
  ranking: Place[];
  pricing: Pricing | null;
  gates: Gate[];
  values: Value[];
  checklist: Check[];
  dissent: (Dissent & { about: string; solution: string })[];
  notes: Note[];
  corrections: Correction[];
  robust: Omit<Robust, "what_if"> & { what_if: Sliders | null };
  moved: { rounds: number[]; found: Moved } | null;
  prices: Priced | null;
}

/** What is asked for when somebody unfolds: of a gate its findings, of a criterion its cells, of a check its judgement. */
export interface Found {
  question: string;
  proof?: string;
  findings?: Finding[];
  cells?: Cell[];
  judgement?: Judgement;
}

/** A piece of evidence; `kept` names its file where that can be had here. */
export interface Cited {
  title: string;
  kind: string;
  dated: string;
  consulted: string;
  expires: string;
  expired: boolean;
  link: string;
  digest: string;
  kept: string | null;
}
