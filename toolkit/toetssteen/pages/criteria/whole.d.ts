// What whole.py says of one question and of one set, as far as the page reads it.

import type { SetCounts, Titled } from "./state.d.ts";

export interface Cited {
  title: string;
  at: string;
  url: string | null;
  checked: boolean;
}

export interface Condition {
  question: string;
  answers: string;
}

export interface Instrument {
  title: string;
  edition: string;
  url: string | null;
  parts: { target: string; title: string; relation: string; reason: string }[];
}

export interface Use extends Titled {
  role: string;
  weight: string;
  whole: string;
  minimum: string;
}

/** Of a criterion it has `anchors`, of a gate `proof`, of a condition of the contract `clause`. */
export interface Question extends Titled {
  question: string;
  why: string;
  value: { title: string; why: string } | null;
  kinds: string[];
  addressee: string;
  link: string;
  when: Condition[];
  force: string;
  ask: string[];
  sources: Cited[];
  case: { text: string; source: Cited } | null;
  topic: string | null;
  same: Titled[];
  own: boolean;
  sets: Use[];
  links: Instrument[];
  anchors?: { level: string; label: string; text: string }[];
  scale?: string;
  proof?: { takes: string; text: string };
  met?: string;
  not_met?: string;
  clause?: string;
  watch?: string;
}

export interface Named extends Titled {
  to: string;
}

export interface Weight {
  text: string;
  than: "more" | "less" | "same";
}

export interface Profile extends Titled {
  reason: string;
  version: string;
  values: Record<string, Weight>;
  criteria: (Titled & { weight: string; before: string })[];
  dropped: { title: string; why: string }[];
  own: Titled[];
}

export interface WholeSet extends Titled {
  version: string;
  why: string;
  counts: SetCounts;
  law: string;
  gates: Named[];
  checklist: Named[];
  conditions: Named[];
  selection: Named[];
  values: (Titled & { weight: string; criteria: (Named & { weight: string; whole: string; minimum: string })[] })[];
  profiles: Profile[];
}
