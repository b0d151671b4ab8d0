// The state that pages/audit/state.py says; written by tests/pages/states.py.

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

export interface TrailRow {
  number: number;
  at: string;
  author: string;
  role: string;
  kind: string;
  called: string;
  what: string;
  digest: string;
  prev: string;
  fingerprint: string;
  aside: string[];
}

export interface AuditState {
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
  rows?: TrailRow[];
  kinds?: ([string, string])[];
  authors?: string[];
}
