/* What is shown, and why? Filters, selection and view; all of it can be written to the address and read back. */

const FACETS = ["polarity", "kind", "voice", "modality", "type", "relation", "outlet"];
const BUDGET = 220; // lines drawn at first, where there are more than DRAW_ALL
const DRAW_ALL = 450;
const BUDGET_MOST = 4000;

const state = {
  view: "graph",
  selection: null,
  focus: null,
  off: Object.fromEntries(FACETS.map(facet => [facet, new Set()])),
  support: 1,
  from: null,
  to: null,
  budget: BUDGET,
};
/** What the filters leave, filled by `sift`. */
const shown = { statements: [], links: [], drawn: [], nodes: new Set(), counts: {}, days: [] };
const facetOptions = {};
let maxSupport = 1;

function prepareState() {
  for (const s of statements) {
    s.keys = {
      polarity: s.stance,
      kind: meta.kinds[s.kind],
      voice: s.sources.length && s.sources[0] !== s.subject ? "reported" : "first",
      modality: meta.modalities[s.modality],
      relation: relationName(s),
      outlet: s.article.outlet || s.article.title,
    };
  }
  for (const facet of FACETS) {
    const values =
      facet === "type"
        ? statements.flatMap(s => [...new Set([s.subject.type, s.object.type])])
        : statements.map(s => s.keys[facet]);
    facetOptions[facet] = tally(values, value => value).map(([key]) => key);
  }
  const order = {
    polarity: meta.polarities,
    kind: meta.kinds,
    modality: meta.modalities,
    voice: Object.keys(T.voices),
  };
  for (const [facet, keys] of Object.entries(order))
    facetOptions[facet] = keys.filter(key => facetOptions[facet].includes(key));
  maxSupport = links.reduce((most, link) => Math.max(most, link.support), 1);
  state.budget = links.length <= DRAW_ALL ? links.length : BUDGET;
  resetFilters();
}

function resetFilters() {
  for (const facet of FACETS) state.off[facet].clear();
  if (facetOptions.kind.length > 1 && facetOptions.kind.includes("position")) state.off.kind.add("role");
  state.support = 1;
  state.from = D0;
  state.to = D1;
}

const optionLabel = (facet, key) =>
  ({
    polarity: () => T.stances[key].label,
    kind: () => T.kinds[key],
    modality: () => T.modalities[key],
    voice: () => T.voices[key],
    type: () => (T.types[key] || [0, key])[1],
    outlet: () => key,
    relation: () => (meta.relations.find(([name]) => name === key) || [key, key])[1],
  })[facet]();

/* Sifting: one pass over the statements gives what is shown and, for each option, how many it would show. */

function sift() {
  const hood = state.focus && neighbourhood(state.focus);
  const whole = state.from === D0 && state.to === D1;
  shown.statements = [];
  shown.nodes = new Set();
  shown.days = [];
  for (const facet of FACETS) shown.counts[facet] = new Map();
  for (const link of links) {
    link.live = 0;
    link.firm = 0;
  }
  for (const node of nodes) node.live = 0;
  for (const s of statements) {
    s.on = false;
    if (s.link.support < state.support || (hood && !inside(s, hood))) continue;
    const inTime = whole || (s.article.day !== null && s.article.day >= state.from && s.article.day <= state.to);
    const missed = missedFacets(s);
    if (missed === null && s.article.day !== null) shown.days.push(s.article.day);
    if (inTime) count(s, missed);
    if (inTime && missed === null) keep(s);
  }
  shown.links = links.filter(link => link.live);
  shown.links.forEach(link => {
    link.liveSupport =
      link.live === link.statements.length ? link.support : independent(link.statements.filter(s => s.on));
  });
  shown.drawn = strongest(shown.links, state.budget);
}

/** null where every facet lets the statement through, the facet where one holds it back, false where several do. */
function missedFacets(s) {
  let missed = null;
  for (const facet of FACETS) {
    const off = state.off[facet];
    if (!off.size) continue;
    const held = facet === "type" ? off.has(s.subject.type) || off.has(s.object.type) : off.has(s.keys[facet]);
    if (held) {
      if (missed !== null) return false;
      missed = facet;
    }
  }
  return missed;
}

function count(s, missed) {
  if (missed === false) return;
  for (const facet of missed === null ? FACETS : [missed]) {
    const counts = shown.counts[facet];
    if (facet !== "type") counts.set(s.keys[facet], (counts.get(s.keys[facet]) || 0) + 1);
    else for (const type of new Set([s.subject.type, s.object.type])) counts.set(type, (counts.get(type) || 0) + 1);
  }
}

function keep(s) {
  s.on = true;
  shown.statements.push(s);
  s.link.live += 1;
  if (!s.hedged) s.link.firm += 1;
  for (const node of s.subject === s.object ? [s.subject] : [s.subject, s.object]) {
    node.live += 1;
    shown.nodes.add(node);
  }
}

const inside = (s, hood) => hood.has(s.subject) && hood.has(s.object);
const neighbourhood = node => new Set([node, ...node.links.flatMap(link => [link.a, link.b])]);

function strongest(list, budget) {
  if (list.length <= budget) return list;
  const score = link => link.liveSupport * Math.log2(2 + Math.min(link.a.count, link.b.count));
  return list
    .map(link => [score(link), link])
    .sort((x, y) => y[0] - x[0] || x[1].id - y[1].id)
    .slice(0, budget)
    .map(([, link]) => link);
}

/* Changing. `update` is the only way to change filters or the view; `select` the only way to change the selection. */

function update(change = {}) {
  Object.assign(state, change);
  sift();
  refresh();
}

function refresh() {
  drawFilters();
  drawTime();
  drawStatus();
  drawView();
  drawPanel();
  writeHash();
}

const past = [],
  future = [];

function same(x, y) {
  return (
    x === y ||
    (x &&
      y &&
      x.kind === y.kind &&
      x.node === y.node &&
      x.link === y.link &&
      x.statement === y.statement &&
      x.article === y.article &&
      x.a === y.a &&
      x.b === y.b)
  );
}

/** Selects something or, with null, nothing. `show` brings it into sight, `focus` moves the keyboard to the panel. */
function select(selection, { show = false, focus = false, remember = true } = {}) {
  if (remember && !same(selection, state.selection)) {
    past.push(state.selection);
    future.length = 0;
  }
  state.selection = selection;
  if (state.view !== "graph" && state.view !== "agreement") drawView();
  else drawSelection(show);
  drawPanel();
  drawStatus();
  writeHash();
  if (focus) $("panel").focus({ preventScroll: false });
}

function travel(from, to) {
  if (!from.length) return;
  to.push(state.selection);
  select(from.pop(), { show: true, remember: false });
}

/** The shortest chain of shown links between two nodes, or null. */
function pathBetween(a, b) {
  const came = new Map([[a, null]]);
  const queue = [a];
  for (let i = 0; i < queue.length && !came.has(b); i += 1) {
    for (const link of queue[i].links) {
      const other = link.a === queue[i] ? link.b : link.a;
      if (link.live && !came.has(other)) {
        came.set(other, link);
        queue.push(other);
      }
    }
  }
  if (!came.has(b)) return null;
  const chain = [];
  for (let node = b, link; (link = came.get(node)); node = link.a === node ? link.b : link.a) chain.unshift(link);
  return chain;
}

/** Nodes and lines that belong to the selection, among those of the view; null where nothing is selected. */
function selected() {
  const s = state.selection;
  if (!s) return null;
  if (state.view === "agreement") return sidesWith(s);
  const list = {
    node: () => s.node.links.filter(link => link.live),
    link: () => [s.link],
    statement: () => [s.statement.link],
    pair: () => s.a.links.filter(l => l.live && l.a === s.a && l.b === s.b),
    path: () => pathBetween(s.a, s.b) || [],
    article: () => [...new Set(s.article.statements.filter(x => x.on).map(x => x.link))],
    agreement: () => [...s.a.links, ...s.b.links].filter(l => l.live && agreedIssues(s.a, s.b).has(l.b)),
  }[s.kind]();
  return { links: list, nodes: new Set([...list.flatMap(l => [l.a, l.b]), ...[s.node, s.a, s.b].filter(Boolean)]) };
}

/* The address. Junk in it is ignored; where the browser refuses to write it (frames), nothing happens. */

function writeHash() {
  const p = new URLSearchParams();
  if (state.view !== "graph") p.set("view", state.view);
  const s = state.selection;
  if (s)
    p.set(
      s.kind,
      {
        node: () => s.node.key,
        link: () => `${s.link.a.key}~${s.link.b.key}~${s.link.stance}`,
        pair: () => `${s.a.key}~${s.b.key}`,
        path: () => `${s.a.key}~${s.b.key}`,
        agreement: () => `${s.a.key}~${s.b.key}`,
        statement: () => s.statement.id,
        article: () => s.article.id,
      }[s.kind](),
    );
  if (state.focus) p.set("focus", state.focus.key);
  for (const facet of FACETS) {
    const off = state.off[facet];
    if (facet === "kind" && off.size === 1 && off.has("role") && facetOptions.kind.includes("position")) continue;
    if (facet === "kind" && !off.size) {
      if (facetOptions.kind.length > 1) p.set("kind", "all");
      continue;
    }
    if (!off.size) continue;
    const on = facetOptions[facet].filter(key => !off.has(key));
    if (on.length < off.size) p.set(facet, on.join("~"));
    else p.set("no-" + facet, [...off].join("~"));
  }
  if (state.support > 1) p.set("support", state.support);
  if (state.from !== D0) p.set("from", isoOf(state.from));
  if (state.to !== D1) p.set("to", isoOf(state.to));
  const hash = p.toString().replace(/%2F/g, "/").replace(/%7E/g, "~");
  if (hash === location.hash.slice(1)) return;
  try {
    history.replaceState(null, "", "#" + hash);
  } catch {
    /* a sandboxed frame has no address of its own */
  }
}

function readHash() {
  let p;
  try {
    p = new URLSearchParams(location.hash.slice(1));
  } catch {
    return;
  }
  resetFilters();
  state.view = T.views.some(view => view.id === p.get("view")) ? p.get("view") : "graph";
  state.focus = nodeOf(p.get("focus"));
  for (const facet of FACETS) {
    const known = facetOptions[facet];
    if (p.has(facet)) {
      const on = p.get(facet) === "all" ? known : p.get(facet).split("~");
      state.off[facet] = new Set(known.filter(key => !on.includes(key)));
    } else if (p.has("no-" + facet))
      state.off[facet] = new Set(
        p
          .get("no-" + facet)
          .split("~")
          .filter(key => known.includes(key)),
      );
  }
  state.support = Math.min(Math.max(1, Math.floor(Number(p.get("support"))) || 1), maxSupport);
  if (D0 !== null) {
    const inRange = (text, otherwise) => {
      const day = dayOf(text);
      return Number.isFinite(day) && text ? Math.min(Math.max(day, D0), D1) : otherwise;
    };
    state.from = inRange(p.get("from"), D0);
    state.to = Math.max(state.from, inRange(p.get("to"), D1));
  }
  state.selection = selectionOf(p);
}

const nodeOf = key => (key && nodes.find(node => node.key === key)) || null;

function selectionOf(p) {
  const node = nodeOf(p.get("node"));
  if (node) return { kind: "node", node };
  const statement = p.has("statement") && statements.find(s => s.id === p.get("statement"));
  if (statement) return { kind: "statement", statement };
  const article = p.has("article") && articles.find(a => a.id === p.get("article"));
  if (article) return { kind: "article", article };
  for (const kind of ["link", "pair", "path", "agreement"]) {
    const [from, to, stance] = (p.get(kind) || "").split("~");
    const a = nodeOf(from),
      b = nodeOf(to);
    if (!a || !b) continue;
    if (kind !== "link") return { kind, a, b };
    const link = a.links.find(l => l.a === a && l.b === b && l.stance === stance);
    if (link) return { kind, link };
  }
  return null;
}
