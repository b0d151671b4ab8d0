// What the browser keeps until it is on disk: what was typed, and acts that are not answered yet.

const PREFIX = "toetssteen";

/**
 * A value under a name in the browser's own storage; where that is full or forbidden, what is typed stays in the page.
 * @param {string} name
 */
export function stored(name) {
  return {
    /** @returns {Record<string, any>} */
    read() {
      try {
        return JSON.parse(localStorage.getItem(name) ?? "") || {};
      } catch {
        return {};
      }
    },
    /** @param {Record<string, any>} value nothing is kept of an empty one */
    write(value) {
      try {
        if (Object.keys(value).length) localStorage.setItem(name, JSON.stringify(value));
        else localStorage.removeItem(name);
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
