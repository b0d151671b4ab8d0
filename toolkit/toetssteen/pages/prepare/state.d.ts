// The state that pages/prepare/state.py says; written by tests/pages/states.py.

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

export interface ComingLaw {
  id: string;
  day: string;
  change: string;
  before: boolean;
  text: string;
  kind: string;
  source: string;
  url: string | null;
  checked: boolean | null;
}

export interface UsePeriod {
  from: string;
  to: string;
  begins: string;
  ends: string;
  editable: boolean;
  known: boolean;
  coming: ComingLaw[];
}

export interface NamedOption {
  id: string;
  name: string;
}

export interface RightField {
  name: string;
  label: string;
  now: string;
  options: NamedOption[];
}

export interface Rights {
  kind: "assessment" | "solution" | "person" | "evidence";
  which: string;
  fields: RightField[];
}

export interface BoughtPart {
  state?: "done" | "open" | "later" | "at" | "try" | "past";
  name?: string;
  period?: UsePeriod;
  title?: string;
  authority?: string;
  track?: string;
  procedure?: "above-threshold" | "below-threshold" | "market-consultation" | "existing-use";
  about?: string;
  lot?: string | null;
  procurement?: string | null;
  rights?: Rights | null;
}

export interface OfferedSet {
  id: string;
  title: string;
  version: string;
  why: string;
  values: number;
  criteria: number;
  gates: number;
  checklist: number;
  conditions: number;
}

export interface AnchorLine {
  level: string;
  label: string;
  text: string;
}

export interface WeighedItem {
  id: string;
  title: string;
  standing?: "applies" | "drops" | "open";
  statutory?: boolean;
  question?: string;
  why?: string;
  ask?: string[];
  addressee?: "solution" | "municipality" | "procedure";
  anchors?: AnchorLine[];
  weight: string;
  minimum: string | null;
}

export interface WeighedValue {
  id: string;
  title: string;
  why: string;
  weight: string;
  criteria: WeighedItem[];
}

export interface AskedItem {
  id: string;
  title: string;
  standing?: "applies" | "drops" | "open";
  statutory?: boolean;
  question?: string;
  why?: string;
  ask?: string[];
  addressee?: "solution" | "municipality" | "procedure";
  anchors?: AnchorLine[];
}

export interface SheetLimits {
  bytes: number;
  part: number;
}

export interface LeftOutItem {
  id: string;
  title: string;
  kind: "criterion" | "gate" | "check" | "condition";
  value: string;
  statutory: boolean;
  reason: string;
}

export interface ScalePoint {
  level: string;
  label: string;
}

export interface OwnCriterion {
  id: string;
  title: string;
  kind: "criterion" | "gate" | "check" | "condition";
  value: string;
  statutory: boolean;
  texts: Record<string, Record<string, string>>;
  levels: ScalePoint[];
}

export interface LaterItem {
  id: string;
  title: string;
  kind: "criterion" | "gate" | "check" | "condition";
  value: string;
  statutory: boolean;
  begins: boolean;
  day: string;
}

export interface Choosable {
  id: string;
  title: string;
}

export interface OwnForm {
  values: Choosable[];
  levels: ScalePoint[];
  by: string;
}

export interface CriteriaPart {
  state?: "done" | "open" | "later" | "at" | "try" | "past";
  name?: string;
  sets?: OfferedSet[];
  chosen?: string | null;
  version?: string | null;
  values?: WeighedValue[];
  gates?: AskedItem[];
  checklist?: AskedItem[];
  conditions?: AskedItem[];
  weighed?: boolean;
  uneven?: boolean;
  sheet?: SheetLimits;
  dropped?: LeftOutItem[];
  own?: OwnCriterion[];
  later?: LaterItem[];
  form?: OwnForm | null;
}

export interface ScopingOption {
  id: string;
  label: string;
}

export interface ScopingItem {
  id: string;
  question: string;
  why: string;
  answer: string | null;
  said: string | null;
  options: ScopingOption[];
}

export interface AnsweredBy {
  question: string;
  answer: string | null;
}

export interface HangingItem {
  title: string;
  kind: "criterion" | "gate" | "check" | "condition";
  standing: "applies" | "drops" | "open";
  by: AnsweredBy[];
}

export interface ScopingPart {
  state?: "done" | "open" | "later" | "at" | "try" | "past";
  name?: string;
  questions?: ScopingItem[];
  hanging?: HangingItem[];
}

export interface OfferedClass {
  id: string;
  title: string;
  criteria: number;
  gates: number;
}

export interface ImpactPart {
  state?: "done" | "open" | "later" | "at" | "try" | "past";
  name?: string;
  classes?: OfferedClass[];
  chosen?: "light" | "normal" | "heavy";
  by_hand?: boolean;
  known?: boolean;
  lines?: string[];
  reason?: string;
}

export interface ProfileLine {
  title: string;
  of_set: string;
  weight: string;
}

export interface ProfileValue {
  title: string;
  of_set: string;
  weight: string;
  criteria: ProfileLine[];
}

export interface OfferedProfile {
  id: string;
  title: string;
  who: string;
  why: string;
  values: ProfileValue[];
  dropped: string[];
  own: string[];
}

export interface WeightItem {
  id: string;
  title: string;
  weight: string;
  proposed: string | null;
  standing: "applies" | "drops" | "open";
  worst: string;
  best: string;
}

export interface WeightLevel {
  id: string;
  title: string | null;
  whole: string;
  unit: "percent" | "points";
  items: WeightItem[];
}

export interface WeightsPart {
  state?: "done" | "open" | "later" | "at" | "try" | "past";
  name?: string;
  weightless?: string[];
  fitted?: boolean;
  profiles?: OfferedProfile[];
  lighter?: boolean;
  own?: boolean;
  reason?: string;
  levels?: WeightLevel[];
  faults?: Fault[];
}

export interface GateItem {
  id: string;
  title: string;
  standing: "applies" | "drops" | "open";
  explainable: boolean;
  question: string;
  takes: "declaration" | "evidence" | null;
  proof: string;
}

export interface MinimumItem {
  title: string;
  minimum: string;
  text: string;
  standing: "applies" | "drops" | "open";
}

export interface GatesPart {
  state?: "done" | "open" | "later" | "at" | "try" | "past";
  name?: string;
  gates?: GateItem[];
  minimums?: MinimumItem[];
}

export interface ConditionItem {
  id: string;
  title: string;
  why: string;
  clause: string;
  watch: string;
  standing: "applies" | "drops" | "open";
  by: AnsweredBy[];
}

export interface ConditionsPart {
  state?: "done" | "open" | "later" | "at" | "try" | "past";
  name?: string;
  conditions?: ConditionItem[];
  dropped?: LeftOutItem[];
}

export interface PlainRules {
  aggregation: "consensus" | "mean" | "median";
  no_answer: "lowest" | "open";
  digits: string;
  mode: "half_up" | "half_even" | "down";
  ties: "exact" | "rounded";
  tie_break: string[];
  cap: "on" | "off";
  fewest: string;
}

export interface RulesPart {
  state?: "done" | "open" | "later" | "at" | "try" | "past";
  name?: string;
  chosen?: boolean;
  rules?: PlainRules;
  default?: PlainRules;
  track?: "tender" | "ethics";
  values?: Choosable[];
}

export interface PlainPricing {
  kind: "none" | "value-based" | "band";
  per: "value" | "criterion";
  euro: Record<string, string>;
  best: string;
  worst: string;
  weight: string;
  estimate: string;
  percent: string;
}

export interface PricedItem {
  id: string;
  title: string;
  of: string;
}

export interface PricePart {
  state?: "done" | "open" | "later" | "at" | "try" | "past";
  name?: string;
  track?: "tender" | "ethics";
  chosen?: boolean;
  pricing?: PlainPricing;
  items?: Record<string, PricedItem[]>;
  gone?: string[];
  steps?: boolean;
}

export interface PreparedPerson {
  id: string;
  role: "chair" | "evaluator" | "ethics" | "observer" | "decider";
  expertise: string;
  interests: "open" | "none" | "described";
  confidential: boolean;
  description: string;
  key: string;
  rights: Rights | null;
}

export interface TakenMeasure {
  person: string;
  measure: "none" | "restricted" | "recused";
  solutions: string[];
  reason: string;
}

export interface ThinSolution {
  name: string;
  count: number;
  needed: number;
}

export interface CommitteePart {
  state?: "done" | "open" | "later" | "at" | "try" | "past";
  name?: string;
  people?: PreparedPerson[];
  next?: Record<string, string>;
  reads?: boolean;
  waiting?: string[];
  others?: string[];
  solutions?: NamedOption[];
  measures?: TakenMeasure[];
  thin?: ThinSolution[];
}

export interface DryPart {
  state?: "done" | "open" | "later" | "at" | "try" | "past";
  name?: string;
  early?: boolean;
  fewest?: number;
  most?: number;
}

export interface FreezeFault {
  code: string;
  where: string;
  at: string;
  what: string;
  rule: string;
  remedy: string;
  section: string | null;
  about: string;
}

export interface QrCode {
  size: number;
  path: string;
  text: string;
}

export interface PasteText {
  language: "nl" | "en";
  text: string;
}

export interface FrozenVersion {
  number: number;
  at: string;
  fingerprint: string;
  groups: string[];
  spelled: string[];
  qr: QrCode;
  paste: PasteText[];
}

export interface VersionLine {
  number: number;
  fingerprint: string;
  at: string;
  reason: string;
}

export interface FreezePart {
  state?: "done" | "open" | "later" | "at" | "try" | "past";
  name?: string;
  editable?: boolean;
  imported?: boolean;
  open?: FreezeFault[];
  next?: number;
  changed?: boolean;
  changes?: string[];
  possible?: boolean;
  advice?: string[];
  frozen?: FrozenVersion | null;
  versions?: VersionLine[];
}

export interface MadeQuestionnaire {
  at: string;
  by: string;
  digest: string;
  current: boolean;
  format: string;
  language: "nl" | "en";
}

export interface SentFile {
  name: string;
  digest: string;
}

export interface CameAnswers {
  at: string;
  by: string;
  digest: string;
  reason: string;
  count: number;
  all: number;
  yes: number;
  no: number;
  files: SentFile[];
}

export interface AskedVendor {
  id: string;
  name: string;
  vendor: string;
  came: CameAnswers[];
}

export interface ToldAll {
  at: string;
  question: string;
  answer: string;
}

export interface AskLimits {
  part: number;
  answers: number;
  file: number;
  types: string[];
}

export interface AskPart {
  state?: "done" | "open" | "later" | "at" | "try" | "past";
  name?: string;
  frozen?: boolean;
  makes?: boolean;
  made?: MadeQuestionnaire[];
  takes?: boolean;
  solutions?: AskedVendor[];
  clarifies?: boolean;
  told?: ToldAll[];
  most?: AskLimits;
}

export interface SolutionCard {
  id: string;
  name: string;
  vendor: string;
  about: string;
  withdrawn: string | null;
  rights: Rights | null;
}

export interface SolutionsPart {
  state?: "done" | "open" | "later" | "at" | "try" | "past";
  name?: string;
  track?: "tender" | "ethics";
  refused?: Fault[];
  withdrawable?: boolean;
  solutions?: SolutionCard[];
}

export interface PhaseStep {
  name: string;
  here: boolean;
  past: boolean;
}

export interface PossibleMove {
  to: "preparing" | "frozen" | "open" | "scored" | "agreed" | "decided" | "closed" | "round";
  reason: "needed" | "asked";
  warnings: Fault[];
  refused: Fault[];
}

export interface MovesPart {
  state?: "done" | "open" | "later" | "at" | "try" | "past";
  name?: string;
  phase?: "preparing" | "frozen" | "open" | "scored" | "agreed" | "decided" | "closed";
  round?: number;
  phases?: PhaseStep[];
  moves?: PossibleMove[];
  submitted?: string[];
  missing?: string[];
  unseal?: boolean;
  key_here?: boolean | null;
  key_folder?: string;
  chair_here?: boolean | null;
  chair_key?: string;
}

export interface PrepareSections {
  bought: BoughtPart;
  criteria: CriteriaPart;
  scoping: ScopingPart;
  impact: ImpactPart;
  weights: WeightsPart;
  gates: GatesPart;
  conditions: ConditionsPart;
  rules: RulesPart;
  price: PricePart;
  committee: CommitteePart;
  dry: DryPart;
  freeze: FreezePart;
  ask: AskPart;
  solutions: SolutionsPart;
  moves: MovesPart;
}

export interface PrepareState {
  key: string;
  language: "nl" | "en";
  title: string;
  place: string | null;
  words: Record<string, string>;
  steps: Link[];
  places: Link[];
  stopped?: Fault[];
  start?: string;
  mark?: string;
  me?: string;
  chairs?: string[];
  track?: "tender" | "ethics";
  editable?: boolean;
  browse?: string;
  problem?: Fault[];
  conflicts?: string[];
  warnings?: Fault[];
  sections?: PrepareSections;
}
