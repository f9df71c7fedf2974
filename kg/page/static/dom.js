/* How does text get into the page? Only as text: nothing here or elsewhere ever parses markup. */

const $ = id => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

const el = (tag, attributes = {}, ...children) => fill(document.createElement(tag), attributes, children);
const svg = (tag, attributes = {}, ...children) => fill(document.createElementNS(SVG, tag), attributes, children);
const button = (label, onclick, attributes = {}) => el("button", { type: "button", onclick, ...attributes }, label);

/** The sign of a stance, with its name for those who can't see it. */
const sign = stance =>
  el(
    "span",
    { class: "sign " + stance, role: "img", "aria-label": T.stances[stance].label, title: T.stances[stance].long },
    T.stances[stance].sign,
  );

const SHAPES = {
  dot: ["circle", { cx: 8, cy: 8, r: 6.5 }],
  square: ["rect", { x: 2, y: 2, width: 12, height: 12, rx: 1.5 }],
  hexagon: ["path", { d: "M4.5 2h7L15 8l-3.5 6h-7L1 8z" }],
  triangle: ["path", { d: "M8 1l7.5 13H.5z" }],
  diamond: ["path", { d: "M8 .5L15.5 8 8 15.5.5 8z" }],
};

/** The shape of a kind of node, as it is drawn in the graph. */
function glyph(family) {
  const [tag, attributes] = SHAPES[T.shapes[family]] || SHAPES.dot;
  return svg(
    "svg",
    { class: "glyph f-" + family, viewBox: "0 0 16 16", width: 15, height: 15, "aria-hidden": "true" },
    svg(tag, attributes),
  );
}

/** The line of a stance, as it is drawn in the graph. */
function stroke(stance, pale = false) {
  const dash = { con: "6 3.5", neutral: "1.5 3.5" }[stance];
  return svg(
    "svg",
    {
      class: "stroke " + stance,
      viewBox: "0 0 30 10",
      width: 30,
      height: 10,
      "aria-hidden": "true",
      opacity: pale ? 0.45 : null,
    },
    svg("path", { d: "M1 5H22", "stroke-dasharray": dash || null }),
    svg("path", { class: "head", d: "M21 1.5L29 5L21 8.5z" }),
  );
}

/** A button that selects a node. */
const nodeButton = (node, label = node.label) =>
  el(
    "button",
    {
      type: "button",
      class: "node",
      dir: "auto",
      onclick: () => select({ kind: "node", node }, { show: true, focus: true }),
    },
    glyph(familyOf(node)),
    el("bdi", {}, label),
  );

let toastTimer = 0;
function toast(text) {
  $("toast").textContent = text;
  $("toast").classList.add("on");
  clearTimeout(toastTimer);
  toastTimer = setTimeout(() => $("toast").classList.remove("on"), 2600);
}

/** Copies text; where the browser refuses (frames, old files), shows it selected. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(T.ui.copied);
  } catch {
    const area = el("textarea", { rows: 5, readonly: true, "aria-label": T.ui.copyFailed });
    area.value = text;
    openDialog(T.ui.copyFailed, area);
    area.select();
  }
}

function openDialog(title, ...children) {
  const dialog = $("dialog");
  dialog.replaceChildren(
    el("h2", { id: "dialog-title" }, title),
    ...children,
    el(
      "p",
      { class: "actions" },
      button(T.ui.close, () => dialog.close()),
    ),
  );
  if (!dialog.open) dialog.showModal();
}

const seen = new Map();
const watcher = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    watcher.unobserve(target);
    seen.get(target)?.();
    seen.delete(target);
  }
});

/** Runs once, when the element is scrolled into sight. */
function whenSeen(element, run) {
  seen.set(element, run);
  watcher.observe(element);
}

/** Runs when the browser has nothing better to do; not later than half a second. */
const idle = run => (window.requestIdleCallback ? requestIdleCallback(run, { timeout: 500 }) : setTimeout(run, 60));
