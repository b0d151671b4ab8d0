// What the browser keeps until it is on disk: what was typed, and acts that are not answered yet. It is kept with the
// tab: over a reload and a stop of Toetssteen, and not once the tab is closed, so that whoever has the browser after
// that finds nothing. What is on disk is not kept here as well.

const PREFIX = "toetssteen";

/** Takes what an earlier version kept for good into this tab. */
function takeOver() {
  try {
    for (const name of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      if (sessionStorage.getItem(name) === null) sessionStorage.setItem(name, localStorage.getItem(name) ?? "");
      localStorage.removeItem(name);
    }
  } catch {
    // full or forbidden
  }
}
takeOver();

/**
 * A value under a name in the storage of the tab; where that is full or forbidden, what is typed stays in the page.
 * @param {string} name
 */
export function stored(name) {
  return {
    /** @returns {Record<string, any>} */
    read() {
      try {
        return JSON.parse(sessionStorage.getItem(name) ?? "") || {};
      } catch {
        return {};
      }
    },
    /** @param {Record<string, any>} value nothing is kept of an empty one */
    write(value) {
      try {
        if (Object.keys(value).length) sessionStorage.setItem(name, JSON.stringify(value));
        else sessionStorage.removeItem(name);
      } catch {
        // full or forbidden
      }
    },
  };
}

/**
 * What is typed in a form that is an act of its own only when it is sent.
 * @param {...string} names
 */
export const typedText = (...names) => stored([`${PREFIX}-typed`, ...names].join(":"));

/** @typedef {{ id: string, do: string, with: Record<string, any> }} Act */

/**
 * Acts that are not answered yet, each under a slot: a later act in the same slot takes the place of the earlier.
 * @param {string} key
 */
export function outbox(key) {
  const { read, write } = stored(`${PREFIX}:${key}`);
  return {
    /** @type {() => Record<string, Act>} */
    all: read,
    /** @param {string} slot @param {Act} act */
    keep(slot, act) {
      write({ ...read(), [slot]: act });
    },
    /** @param {string} slot @param {string} [id] only where this act is the one that is kept */
    drop(slot, id) {
      const { [slot]: act, ...others } = read();
      if (act && (!id || act.id === id)) write(others);
    },
  };
}
