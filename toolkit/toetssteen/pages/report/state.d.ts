// The state that pages/report/state.py says; written by tests/pages/states.py.

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

export interface Chapter {
  title: string;
  count: number | null;
}

export interface LogHead {
  who: string;
  digest: string;
}

export interface ReportFile {
  name: string;
  size: string;
  at: string;
  format: "html" | "pdf" | "json";
}

export interface ReportState {
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
  waits?: boolean;
  next?: string;
  step?: string;
  sizes?: ("report" | "file")[];
  formats?: ("html" | "pdf" | "json")[];
  languages?: ("nl" | "en")[];
  contents?: Chapter[];
  missing?: string[];
  fingerprint?: string;
  heads?: LogHead[];
  folder?: string;
  files?: ReportFile[];
  compare?: string;
}
