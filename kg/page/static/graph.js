/* How is the network drawn? vis-network places shapes and lines; draw.js adds words, icons and emphasis on top. */

let network, nodeSet, edgeSet, palette;
let mode = "graph"; // or "agreement": the same nodes, other lines
let navigating = false,
  hovered = null,
  zoomed = 1;
const SMALL = 5.5; // pixels that a node keeps when zoomed out

const styleOf = name =>
  getComputedStyle(document.documentElement)
    .getPropertyValue("--" + name)
    .trim();

function readPalette() {
  const names = [
    "bg",
    "fg",
    "muted",
    "accent",
    "card",
    "line",
    "pro",
    "con",
    "neutral",
    "person",
    "state",
    "organisation",
    "armed",
    "issue",
    "other",
  ];
  palette = Object.fromEntries(names.map(name => [name, styleOf(name)]));
}

const reach = node => (mode === "agreement" ? { x: node.ax, y: node.ay } : { x: node.x, y: node.y });

/** Pulls the picture apart in one direction, so that it fills a stage of another shape. Once, at the start. */
function fillStage() {
  const list = nodes.filter(node => node.count);
  for (const [x, y] of [
    ["x", "y"],
    ["ax", "ay"],
  ]) {
    const extent = key => list.reduce((most, node) => Math.max(most, Math.abs(node[key])), 1) * 2 + 120;
    const ratio = extent(x) / extent(y) / ($("canvas").clientWidth / Math.max(1, $("canvas").clientHeight));
    const wide = Math.min(1.8, Math.max(1, 1 / ratio)),
      tall = Math.min(1.8, Math.max(1, ratio));
    for (const node of nodes) {
      node[x] *= wide;
      node[y] *= tall;
    }
  }
}

function nodeStyle(node) {
  const fillColor = palette[familyOf(node)];
  return {
    id: node.id,
    shape: node.shape,
    size: sizeNow(node),
    hidden: !node.visible,
    borderWidth: 2,
    borderWidthSelected: 3,
    color: {
      background: fillColor,
      border: palette.bg,
      highlight: { background: fillColor, border: palette.accent },
      hover: { background: fillColor, border: palette.accent },
    },
  };
}

function edgeStyle(link) {
  const color = palette[link.stance],
    pale = link.firm <= (link.shared ? 1 : 0);
  const lane = link.lane
    ? { enabled: true, type: "curvedCW", roundness: Math.min(0.6, 0.08 + 0.09 * link.lane) }
    : false;
  const many = shown.drawn.length > 900;
  return {
    id: link.id,
    from: link.from,
    to: link.to,
    smooth: lane,
    arrows: { to: { enabled: link.directed !== false, scaleFactor: 0.55 } },
    dashes: many ? false : { con: [7, 4], neutral: [2, 4] }[link.stance] || false,
    width: Math.max(1.5, 1.25 / zoomed) + 1.7 * Math.log2(Math.max(1, link.liveSupport)),
    color: { color, highlight: color, hover: color, opacity: pale ? 0.42 : many ? 0.6 : 0.9 },
  };
}

function startGraph() {
  readPalette();
  fillStage();
  for (const node of nodes) node.visible = false;
  nodeSet = new vis.DataSet([]);
  edgeSet = new vis.DataSet([]);
  network = new vis.Network(
    $("canvas"),
    { nodes: nodeSet, edges: edgeSet },
    {
      physics: false,
      layout: { improvedLayout: false },
      autoResize: true,
      interaction: {
        hover: links.length <= 1500,
        tooltipDelay: 1e9,
        hideEdgesOnDrag: state.budget > 900,
        hideEdgesOnZoom: state.budget > 900,
        keyboard: false,
        selectConnectedEdges: false,
      },
      edges: { selectionWidth: 1.2, hoverWidth: 0.6, arrowStrikethrough: false, selfReference: { size: 16 } },
      nodes: { labelHighlightBold: false, font: { size: 0 } },
    },
  );
  listen();
}

function listen() {
  network.on("afterDrawing", paint);
  network.on("hoverNode", event => {
    hovered = event.node;
    network.redraw();
  });
  network.on("blurNode", () => {
    hovered = null;
    network.redraw();
  });
  network.on("dragStart", () => {
    navigating = true;
  });
  network.on("dragEnd", event => {
    for (const id of event.nodes) {
      const at = network.getPosition(id);
      Object.assign(nodes[id], mode === "agreement" ? { ax: at.x, ay: at.y } : at);
    }
    navigating = false;
    network.redraw();
  });
  let settle = 0;
  network.on("zoom", () => {
    navigating = true;
    clearTimeout(settle);
    settle = setTimeout(() => {
      navigating = false;
      rescale();
      network.redraw();
    }, 160);
  });
  network.on("click", event => {
    if (event.nodes.length) select({ kind: "node", node: nodes[event.nodes[0]] });
    else if (event.edges.length) selectEdge(event.edges[0]);
    else select(null);
  });
  network.on("doubleClick", event => {
    if (event.nodes.length) setFocus(nodes[event.nodes[0]]);
  });
  new ResizeObserver(() => network.redraw()).observe($("canvas"));
}

function selectEdge(id) {
  const edge = lines.get(id);
  if (edge.shared) select({ kind: "agreement", a: edge.a, b: edge.b });
  else select({ kind: "link", link: edge });
}

const sizeNow = node => Math.max(node.size, Math.min(SMALL / zoomed, node.size * 2.6));

/** Keeps nodes and lines visible at each zoom: what would shrink below a few pixels is drawn larger. */
function rescale() {
  const scale = Math.min(1, network.getScale());
  if (lines.size > 1500 || Math.abs(Math.log(scale / zoomed)) < 0.15) return;
  zoomed = scale;
  nodeSet.update(nodes.filter(node => node.visible).map(node => ({ id: node.id, size: sizeNow(node) })));
  edgeSet.update([...lines.values()].map(edgeStyle));
}

const lines = new Map(); // what is drawn now, by id

/** Brings nodes and lines on the canvas to what the filters leave, plus what the selection needs. */
function drawGraph() {
  const next = state.view === "agreement" ? "agreement" : "graph";
  const moved = next !== mode;
  mode = next;
  const wanted = mode === "agreement" ? agreements() : shown.drawn.slice();
  const chosen = selected();
  if (mode === "graph" && chosen) {
    const have = new Set(wanted);
    wanted.push(...strongest(chosen.links, 300).filter(link => !have.has(link)));
  }
  const ends = new Set(wanted.flatMap(link => [link.a, link.b]));
  const { node, a, b } = state.selection || {};
  for (const sure of [node, a, b, state.focus]) if (sure && (mode === "graph" || !isIssue(sure))) ends.add(sure);
  placeNodes(ends, moved);
  placeLines(wanted);
  drawLegend();
  markSelection();
  if (moved) fit();
  network.redraw();
}

function placeNodes(ends, moved) {
  const changed = [];
  for (const node of nodes) {
    const visible = ends.has(node);
    if (visible !== node.visible || (visible && moved)) {
      node.visible = visible;
      if (node.known && !moved) changed.push({ id: node.id, hidden: !visible, size: sizeNow(node) });
      else if (node.known || visible) changed.push({ ...nodeStyle(node), ...reach(node) });
      node.known ||= visible;
    }
  }
  if (changed.length) nodeSet.update(changed);
}

function placeLines(wanted) {
  const ids = new Set(wanted.map(link => link.id));
  const gone = [...lines.keys()].filter(id => !ids.has(id));
  const changed = [];
  for (const link of wanted) {
    const look = `${link.live} ${link.firm} ${link.liveSupport} ${shown.drawn.length > 900}`;
    if (lines.get(link.id) === link && link.look === look) continue;
    link.look = look;
    lines.set(link.id, link);
    changed.push(edgeStyle(link));
  }
  gone.forEach(id => lines.delete(id));
  if (gone.length) edgeSet.remove(gone);
  if (changed.length) edgeSet.update(changed);
}

function drawSelection(show) {
  drawGraph();
  const chosen = selected();
  if (show && chosen && chosen.nodes.size) bringIntoSight([...chosen.nodes].filter(node => node.visible));
}

function markSelection() {
  network.unselectAll();
  const s = state.selection;
  if (s && s.kind === "node" && s.node.visible) network.selectNodes([s.node.id], false);
  if (s && s.kind === "link" && lines.has(s.link.id)) network.selectEdges([s.link.id]);
}

/** Moves only where the selection isn't in sight, or is too small to be read. */
function bringIntoSight(list) {
  if (!list.length) return;
  const { clientWidth: width, clientHeight: height } = $("canvas");
  const spots = list.map(node => network.canvasToDOM(network.getPosition(node.id)));
  const outside = spots.some(p => p.x < 30 || p.y < 30 || p.x > width - 30 || p.y > height - 30);
  const extent = axis => Math.max(...spots.map(p => p[axis])) - Math.min(...spots.map(p => p[axis]));
  const crowded = list.length > 2 && extent("x") < width / 2 && extent("y") < height / 2;
  if (outside || crowded) network.fit({ nodes: list.map(node => node.id), maxZoomLevel: 1.1, animation: false });
  rescale();
}

function fit() {
  const visible = nodes.filter(node => node.visible).map(node => node.id);
  if (!visible.length) return;
  network.fit({ nodes: visible, maxZoomLevel: 1.3, animation: false });
  const scale = network.getScale();
  network.moveTo({ scale: scale * 0.94, animation: false });
  rescale();
}

/** Draws only a node and its neighbours, those who are for on one side, those against on the other. */
function setFocus(node) {
  const before = state.focus;
  if (before) nodeSet.update([...neighbourhood(before)].filter(n => n.known).map(n => ({ id: n.id, ...reach(n) })));
  state.focus = node;
  update();
  if (node && mode === "graph") nodeSet.update(ego(node));
  fit();
}

function ego(centre) {
  const lean = node =>
    node.links
      .filter(link => link.live && (link.a === centre || link.b === centre))
      .reduce((sum, link) => sum + { pro: 1, con: -1, neutral: 0 }[link.stance] * link.live, 0);
  const others = [...neighbourhood(centre)]
    .filter(node => node !== centre && node.visible)
    .sort((a, b) => lean(b) - lean(a) || a.id - b.id);
  const rings = Math.ceil(others.length / 24),
    base = Math.max(190, Math.min(others.length, 24) * 13);
  return [
    { id: centre.id, x: 0, y: 0 },
    ...others.map((node, i) => {
      const radius = base + (i % rings) * 90,
        angle = Math.PI * ((2 * i) / others.length - 0.5);
      return { id: node.id, x: 1.35 * radius * Math.cos(angle), y: radius * Math.sin(angle) };
    }),
  ];
}

/* Agreement: two actors are on the same side of an issue where both are for or both against it. */

function sides() {
  const found = new Map();
  for (const link of shown.links) {
    if (link.stance === "neutral") continue;
    const of = found.get(link.b) || found.set(link.b, new Map()).get(link.b);
    of.set(link.a, of.has(link.a) && of.get(link.a) !== link.stance ? "mixed" : link.stance);
  }
  return found;
}

function agreements(only = null) {
  const pairs = new Map();
  for (const [target, holders] of sides()) {
    let clear = [...holders].filter(([, stance]) => stance !== "mixed");
    if (only) {
      const own = clear.find(([node]) => node === only);
      if (!own) continue;
      clear = [own, ...clear.filter(([node]) => node !== only)];
    } else clear = clear.slice(0, 40);
    const last = only ? 1 : clear.length;
    for (let i = 0; i < last; i += 1)
      for (let j = i + 1; j < clear.length; j += 1) {
        const [a, b] =
          clear[i][0].id < clear[j][0].id || only ? [clear[i][0], clear[j][0]] : [clear[j][0], clear[i][0]];
        const id = `${a.id} ${b.id}`;
        const pair =
          pairs.get(id) ||
          pairs
            .set(id, {
              id,
              a,
              b,
              from: a.id,
              to: b.id,
              same: [],
              different: [],
              shared: true,
              directed: false,
              lane: 0,
            })
            .get(id);
        (clear[i][1] === clear[j][1] ? pair.same : pair.different).push(target);
      }
  }
  const list = [...pairs.values()];
  for (const pair of list) {
    pair.stance = pair.same.length >= pair.different.length ? "pro" : "con";
    pair.live = pair.same.length + pair.different.length;
    pair.firm = Math.abs(pair.same.length - pair.different.length);
    pair.liveSupport = Math.max(1, pair.firm);
  }
  list.sort((x, y) => y.firm - x.firm || y.live - x.live || x.a.id - y.a.id || x.b.id - y.b.id);
  return only ? list : list.slice(0, state.budget);
}

/** In the agreement view: the lines of the selected actor, or the one between two. */
function sidesWith(s) {
  const actor = s.node || (s.link && s.link.a) || (s.statement && s.statement.subject);
  const list = [...lines.values()].filter(
    l =>
      l.shared &&
      (s.kind === "agreement"
        ? (l.a === s.a && l.b === s.b) || (l.a === s.b && l.b === s.a)
        : l.a === actor || l.b === actor),
  );
  return list.length ? { links: list, nodes: new Set(list.flatMap(l => [l.a, l.b])) } : null;
}

function agreedIssues(a, b) {
  const pair = agreements(a).find(p => p.a === b || p.b === b);
  return new Set(pair ? [...pair.same, ...pair.different] : []);
}
