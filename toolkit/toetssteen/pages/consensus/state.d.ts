// The state that pages/consensus/state.py says; written by tests/pages/states.py.

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

export interface CommitteeMember {
  id: string;
  role: string;
  name: string;
  about: string;
}

export interface Permissions {
  agree: boolean;
  check: boolean;
  note: boolean;
  move: boolean;
  correct: boolean;
}

export interface KeptMeeting {
  present?: string[];
  paused?: boolean;
}

export interface Way {
  step: string;
  href: string;
}

export interface Submitter {
  id: string;
  role: string;
  name: string;
  about: string;
  done: "yes" | "no" | "out";
}

export interface CellRow {
  key: string;
  title: string;
  name: string;
  recorded: string | null;
  dissent: number;
  conflict: boolean;
  value: string | null;
  gate: boolean;
  answers: string[];
  differs: boolean;
  flagged: boolean;
  alike: boolean;
  without: number;
  spread: string | null;
}

export interface PointRow {
  key: string;
  title: string;
  name: string;
  recorded: string | null;
  dissent: number;
  conflict: boolean;
}

export interface CitedPiece {
  id: string;
  kind: string;
  title: string;
  dated: string;
  link: string | null;
  kept: boolean;
}

export interface ValueTitle {
  id: string;
  title: string;
}

export interface TakenNote {
  kind: "tension-recorded" | "compromise-recorded";
  values: string[];
  text: string;
}

export interface AgreeProgress {
  all: number;
  recorded: number;
  differ: number;
  differ_open: number;
  checks: number;
  checked: number;
}

export interface OpenLine {
  text: string;
  keys: string[];
  blocks: boolean;
}

export interface ConflictingEntry {
  who: CommitteeMember;
  at: string;
  digest?: string;
  answer?: string;
  reason?: string;
  explanation?: string;
  evidence?: string[];
  present?: string[];
  dissent?: (Record<string, any>)[];
  correction?: string;
  was?: string;
}

export interface OpenConflict {
  what: string;
  key: string | null;
  entries: ConflictingEntry[];
}

export interface EntryAside {
  who: CommitteeMember;
  at: string;
  faults: string[];
}

export interface ConsensusState {
  key: string;
  language: "nl" | "en";
  title: string;
  place: string | null;
  words: Record<string, string>;
  steps: Link[];
  places: Link[];
  stopped?: Fault[];
  start?: string;
  phase?: "preparing" | "frozen" | "open" | "scored" | "agreed" | "decided" | "closed";
  phase_name?: string;
  round?: number;
  heads?: string;
  warnings?: string[];
  people?: CommitteeMember[];
  person?: string | null;
  may?: Permissions;
  meeting?: KeptMeeting | null;
  typed?: Record<string, any>;
  waits?: Way;
  submitted?: Submitter[];
  awaited?: number;
  key_here?: boolean | null;
  rows?: CellRow[];
  checks?: PointRow[];
  evidence?: CitedPiece[];
  present?: string[];
  aggregation?: "consensus" | "mean" | "median";
  values?: ValueTitle[];
  notes?: TakenNote[];
  progress?: AgreeProgress;
  open?: OpenLine[];
  conflicts?: OpenConflict[];
  aside?: EntryAside[];
  next?: Way;
}
