// Making elements. No text ever becomes HTML: children are text or nodes, and attributes are set one by one.

/** @typedef {Node | string | number | boolean | null | undefined | Child[]} Child */
/** @typedef {Record<string, any>} Attributes */
/** @typedef {{ [K in keyof HTMLElementTagNameMap]: (...given: (Attributes | Child)[]) => HTMLElementTagNameMap[K] }} Tags */

const PROPERTIES = ["value", "checked", "disabled"];
const TYPED_IN = ["INPUT", "TEXTAREA", "SELECT", "BUTTON", "SUMMARY", "A"];
const SAFE_ADDRESS = /^(https:|\/|\?|#|\.\/|[\w-]+\.ipynb)/;

/**
 * Makes an element: `h.p("text")`, `h.a({ href }, "text", h.strong("more"))`; what is false or empty is left out.
 * @type {Tags}
 */
export const h = new Proxy(/** @type {any} */ ({}), {
  get:
    (_, /** @type {string} */ tag) =>
    (/** @type {any[]} */ ...given) =>
      isPlain(given[0]) ? element(tag, given[0], given.slice(1)) : element(tag, {}, given),
});

/** @param {unknown} given */
const isPlain = (given) => Object.prototype.toString.call(given) === "[object Object]";

/**
 * @param {string} tag
 * @param {Attributes} attributes
 * @param {Child[]} children
 */
function element(tag, attributes, children) {
  const node = /** @type {any} */ (document.createElement(tag));
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (PROPERTIES.includes(name)) node[name] = value;
    else if (name !== "href") node.setAttribute(name, value === true ? "" : value);
    else if (SAFE_ADDRESS.test(value)) node.setAttribute("href", value);
  }
  if (TYPED_IN.includes(node.tagName)) {
    node.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab's shortcuts stay out of the form
  }
  node.append(...present(children));
  return node;
}

/**
 * Gives children as what `append` and `replaceChildren` take.
 * @param {Child[]} children
 * @returns {(Node | string)[]}
 */
const present = (children) =>
  /** @type {any[]} */ (children)
    .flat(Infinity)
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (child instanceof Node ? child : String(child)));

/**
 * Puts these children in the place of all that a node has.
 * @param {Element} node
 * @param {...Child} children
 */
export const put = (node, ...children) => node.replaceChildren(...present(children));

/**
 * Finds what a page has drawn itself.
 * @param {ParentNode} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
export const find = (root, selector) => /** @type {HTMLElement} */ (root.querySelector(selector));

/**
 * @param {string} tag
 * @param {Attributes} attributes
 * @param {...(Node | string)} children
 */
export function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

/**
 * A table that scrolls within itself where the window is narrow.
 * @param {string} name
 * @param {Child} table
 */
export const wide = (name, table) =>
  h.div({ class: "ts-scroll", tabindex: "0", role: "group", "aria-label": name }, table);

/**
 * A table of texts or nodes under a caption; the first cell of a row names the row, `numbers` says which columns
 * are aligned as numbers.
 * @param {string} caption
 * @param {Child[]} heads
 * @param {Child[][]} rows
 * @param {(column: number) => boolean} [numbers]
 */
export function grid(caption, heads, rows, numbers = () => false) {
  const side = (/** @type {number} */ column) => (numbers(column) ? "ts-number" : null);
  const cell = (/** @type {Child} */ child, /** @type {number} */ column) =>
    column
      ? h.td({ class: side(column), dir: "auto" }, child)
      : h.th({ scope: "row", class: side(column), dir: "auto" }, child);
  const head = h.tr(heads.map((child, column) => h.th({ scope: "col", class: side(column) }, child)));
  return wide(caption, h.table(h.caption(caption), h.thead(head), h.tbody(rows.map((row) => h.tr(row.map(cell))))));
}

/**
 * A link to a source or a piece of evidence elsewhere; its title alone where there is no address.
 * @param {string | null | undefined} address
 * @param {Child} title
 */
export const outward = (address, title) =>
  address ? h.a({ href: address, rel: "noopener noreferrer", target: "_blank" }, title) : title;

/**
 * A text with a node in the place of its particular `{place}`.
 * @param {import("./desk.js").Say} say
 * @param {string} name
 * @param {Child} node
 */
export function placed(say, name, node) {
  const mark = "\u0000";
  const [before, after] = say(name, { place: mark }).split(mark);
  return [before, node, after];
}
