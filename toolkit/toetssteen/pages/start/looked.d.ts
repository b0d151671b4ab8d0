// What `look_wide` gives: the parts of a wide sheet as it would be read, what is asked, and what is worth knowing.

import type { Fault } from "../../web/kit/faults.js";

export interface Looked {
  parts: { key: string; name: string; heads: string[]; rows: string[][] }[];
  faults: Fault[];
  notes: Fault[];
}
