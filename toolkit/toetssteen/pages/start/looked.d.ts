// What `look_wide` gives: the parts of a wide sheet as it would be read, and what is asked.

import type { Fault } from "../../web/kit/faults.js";

export interface Looked {
  parts: { key: string; name: string; heads: string[]; rows: string[][] }[];
  faults: Fault[];
}
