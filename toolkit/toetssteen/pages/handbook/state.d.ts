// The state that pages/handbook/state.py says; written by tests/pages/states.py.

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

export interface WordsPiece {
  kind: "text" | "code";
  text: string;
}

export interface BreakPiece {
  kind: "break";
}

export interface LinkPiece {
  kind: "link";
  href: string;
  parts: (WordsPiece | BreakPiece | MarkedPiece | LinkPiece)[];
}

export interface MarkedPiece {
  kind: "strong" | "emphasis";
  parts: (WordsPiece | BreakPiece | MarkedPiece | LinkPiece)[];
}

export interface HeadingBlock {
  kind: "heading";
  level: number;
  id: string;
  text: string;
  parts: (WordsPiece | BreakPiece | MarkedPiece | LinkPiece)[];
}

export interface ParagraphBlock {
  kind: "paragraph";
  tight: boolean;
  parts: (WordsPiece | BreakPiece | MarkedPiece | LinkPiece)[];
}

export interface TableBlock {
  kind: "table";
  head: ((WordsPiece | BreakPiece | MarkedPiece | LinkPiece)[])[];
  rows: (((WordsPiece | BreakPiece | MarkedPiece | LinkPiece)[])[])[];
}

export interface CodeBlock {
  kind: "code";
  text: string;
}

export interface ListBlock {
  kind: "list";
  ordered: boolean;
  start: number;
  items: ((HeadingBlock | ParagraphBlock | ListBlock | TableBlock | CodeBlock)[])[];
}

export interface ContentsEntry {
  id: string;
  text: string;
  inside: ContentsEntry[];
}

export interface HandbookState {
  key: string;
  language: "nl" | "en";
  title: string;
  place: string | null;
  words: Record<string, string>;
  steps: Link[];
  places: Link[];
  stopped?: Fault[];
  start?: string;
  heading?: HeadingBlock | null;
  blocks?: (HeadingBlock | ParagraphBlock | ListBlock | TableBlock | CodeBlock)[];
  contents?: ContentsEntry[];
}
